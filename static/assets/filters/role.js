/* A role's page: what of its requirements the candidate meets, when this browser knows what they bring. */

import { DEGREES, isEnough, isKnown, kept } from "./profile.js";

/** Whether a candidate has what is asked for: `skill:rust:2`, `experience:5`. @param {Profile} profile @param {string} need */
export function has({ skills, languages, implied, years, degree }, need) {
  const [kind, what, level = "0"] = need.split(":");
  if (kind === "experience") return years !== null && Number(what) <= years;
  if (kind === "education") return DEGREES.indexOf(what) <= DEGREES.indexOf(degree);
  const own = (kind === "skill" ? skills : languages).find(({ slug }) => slug === what);
  return isEnough(Number(level), own ? own.level : kind === "skill" && implied.includes(what) ? 0 : -1);
}

/** @param {HTMLElement} said where it is said */
function show(said) {
  const { list = "", start = "", meets = "", missing = "", nice = "" } = said.dataset;
  const profile = kept();
  said.hidden = false;
  if (!isKnown(profile)) {
    const link = document.createElement("a");
    link.href = `${list}#match`;
    link.textContent = start;
    said.append(link);
    return;
  }
  const needs = (/** @type {string} */ kind) =>
    /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`:not(.match)[data-${kind}]`)]).map((element) => {
      const isMet = has(profile, element.dataset[kind] ?? "");
      element.classList.add(isMet ? "met" : "unmet");
      const [name, level] = (element.querySelector("a") ?? element).childNodes;
      return { isMet, name: (name.textContent ?? "").trim() + (level ? ` (${level.textContent})` : "") };
    });
  const fill = (/** @type {string} */ text, /** @type {{isMet: boolean}[]} */ all) =>
    text.replace("{n}", String(all.filter(({ isMet }) => isMet).length)).replace("{total}", String(all.length));
  const [required, preferred] = [needs("need"), needs("nice")];
  const open = required.filter(({ isMet }) => !isMet).map(({ name }) => name);
  const strong = document.createElement("b");
  strong.append(required.length ? fill(meets, required) : "");
  const rest = open.length ? [missing.replace("{names}", () => open.join(", "))] : [];
  if (preferred.length) rest.push(fill(nice, preferred));
  said.append(strong, required.length && rest.length ? " · " : "", rest.join(" · "));
  said.hidden = !said.textContent;
}

if (typeof document !== "undefined") {
  const said = /** @type {HTMLElement | null} */ (document.querySelector(".match[data-meets]"));
  if (said) show(said);
}
