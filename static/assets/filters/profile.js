/* What a candidate has entered about themselves. It is kept by their own browser and sent nowhere. */

/** Degrees, lowest first. */
export const DEGREES = ["none", "high-school", "associate", "bachelor", "master", "doctorate"];

/** How well a skill or language is had: not at all, without saying how well, or a level from 1. */
export const NOT = -1;

/**
 * Whether a level is enough: it counts when the role asks for one and the candidate gave theirs.
 * @param {number} asked @param {number} had
 */
export const isEnough = (asked, had) => had !== NOT && (asked === 0 || had === 0 || had >= asked);

const KEY = "rolecall.profile";

/** @returns {Profile} */
export const nobody = () => ({ skills: [], languages: [], years: null, degree: "", implied: [] });

/** Whether anything is known of a candidate. @param {Profile} profile */
export function isKnown({ skills, languages, years, degree }) {
  return skills.length > 0 || languages.length > 0 || years !== null || degree !== "";
}

/** What is kept; nobody when nothing is, or when the browser keeps nothing. @returns {Profile} */
export function kept() {
  try {
    const profile = { ...nobody(), ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    const { skills, languages, years, degree, implied } = profile;
    const areTerms = [...skills, ...languages].every(({ slug, level }) => typeof slug === "string" && level >= 0);
    const isProfile = areTerms && Array.isArray(implied) && (years === null || years >= 0) && typeof degree === "string";
    return isProfile ? profile : nobody();
  } catch {
    return nobody();
  }
}

/** Keeps a profile; null forgets it. Says whether the browser did. @param {Profile | null} profile */
export function keep(profile) {
  try {
    if (profile) localStorage.setItem(KEY, JSON.stringify(profile));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}
