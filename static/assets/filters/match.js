/* What a candidate has against what a role asks for: "you meet 5 of 6". Counted are each required skill, each required
   language, the years and the degree where stated and above none. Preferred skills are told apart. */

import { valuesOf } from "./board.js";
import { DEGREES, isEnough, NOT } from "./profile.js";

/** Notes in a profile which further skills its skills bring with them. @param {Board} board @param {Profile} profile */
export function withImplied(board, profile) {
  const slugs = /** @type {Facet} */ (board.facets.find((facet) => facet.name === "skill")).slugs;
  const own = new Set(profile.skills.map((skill) => skill.slug));
  const implied = board.implies.filter(([skill]) => own.has(slugs[skill])).flatMap(([, ...others]) => others.map((i) => slugs[i]));
  return { ...profile, implied: [...new Set(implied)].sort() };
}

/** How well each term of a facet is had. @param {Facet} facet @param {{slug: string, level: number}[]} had @param {string[]} implied */
function levels(facet, had, implied) {
  const level = new Map(implied.map((slug) => [slug, 0]));
  for (const { slug, level: own } of had) level.set(slug, own);
  return Int8Array.from(facet.slugs, (slug) => level.get(slug) ?? NOT);
}

/** Compares one candidate with the roles of a board. */
export class Match {
  /** @param {Board} board @param {Profile} profile */
  constructor(board, profile) {
    const facet = (/** @type {string} */ name) => /** @type {Facet} */ (board.facets.find((facet) => facet.name === name));
    this.board = board;
    this.skills = levels(facet("skill"), profile.skills, profile.implied);
    this.languages = levels(facet("language"), profile.languages, []);
    this.years = profile.years ?? -1;
    this.degree = DEGREES.indexOf(profile.degree);
    this.degrees = facet("education").slugs.map((slug) => DEGREES.indexOf(slug));
  }

  /**
   * Goes through what a role asks for.
   * @param {number} role @param {(facet: string, term: number, isMet: boolean, isPreferred: boolean, level: number) => void} each
   */
  compare(role, each) {
    const { of, required, skillLevels, languageLevels, years } = this.board;
    const { starts, values } = of.skill;
    for (let i = starts[role], last = i + required[role]; i < starts[role + 1]; i++) {
      each("skill", values[i], isEnough(skillLevels[i], this.skills[values[i]]), i >= last, skillLevels[i]);
    }
    for (let i = of.language.starts[role]; i < of.language.starts[role + 1]; i++) {
      const term = of.language.values[i];
      each("language", term, isEnough(languageLevels[i], this.languages[term]), false, languageLevels[i]);
    }
    for (const term of valuesOf(of.experience, role)) {
      if (years[term] > 0) each("experience", term, years[term] <= this.years, false, 0);
    }
    for (const term of valuesOf(of.education, role)) {
      if (this.degrees[term] > 0) each("education", term, this.degrees[term] <= this.degree, false, 0);
    }
  }

  /** How many of the required and of the preferred are met, and what is missing. @param {number} role @returns {Verdict} */
  verdict(role) {
    const verdict = { met: 0, total: 0, nice: 0, niceTotal: 0, missing: /** @type {Verdict["missing"]} */ ([]) };
    this.compare(role, (facet, term, isMet, isPreferred, level) => {
      if (isPreferred) {
        verdict.niceTotal++;
        if (isMet) verdict.nice++;
      } else {
        verdict.total++;
        if (isMet) verdict.met++;
        else verdict.missing.push({ facet, term, level });
      }
    });
    return verdict;
  }

  /**
   * How well each role is met, for sorting: the share of what it requires; then the more that is, and the more of what it
   * prefers, the better. Roles that require nothing come last.
   */
  scores() {
    const scores = new Float64Array(this.board.roles);
    let met = 0;
    let total = 0;
    let nice = 0;
    const count = (/** @type {string} */ _facet, /** @type {number} */ _term, /** @type {boolean} */ isMet, /** @type {boolean} */ isPreferred) => {
      if (!isPreferred) total++;
      if (isMet) isPreferred ? nice++ : met++;
    };
    for (let role = 0; role < scores.length; role++) {
      met = total = nice = 0;
      this.compare(role, count);
      scores[role] = total ? Math.round((met / total) * 1e4) * 1e6 + Math.min(met, 999) * 1e3 + Math.min(nice, 999) : -1;
    }
    return scores;
  }
}
