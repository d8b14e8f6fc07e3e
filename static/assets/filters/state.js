/* What a reader has chosen, and the address that says so: `?department=engineering&skill=rust&skill=go&experience=5`. */

import { DEGREES } from "./profile.js";

/** The facets of which any number of values can be chosen. */
export const CHOICES = ["company", "department", "location", "workplace", "employment", "level", "skill", "language"];

/** Facets that can be turned to "requires nothing beyond these", and what the address calls that. */
export const ONLY = /** @type {const} */ ({ skill: "skills", language: "languages" });

export const SORTS = ["newest", "closing", "salary", "match"];
export const PERIODS = { hour: 2080, day: 260, week: 52, month: 12, year: 1 };

/** All keys that our addresses have. */
export const KEYS = [...CHOICES, ...Object.values(ONLY), "education", "experience", "salary", "posted", "q", "sort", "page"];

/** @returns {State} */
export function nothing() {
  return { choices: {}, only: {}, education: "", experience: null, salary: null, posted: null, q: "", sort: "newest", page: 1 };
}

/** Whether nothing is chosen; order and page choose nothing. @param {State} state */
export function isNothing(state) {
  const { choices, education, experience, salary, posted, q } = state;
  return !Object.keys(choices).length && !education && experience === null && !salary && posted === null && !q.trim();
}

/** A whole number up to `most`, or null. @param {string} text @param {number} most */
const whole = (text, most) => (/^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : null);

/**
 * Reads an address.
 * @param {string} query
 * @param {(facet: string, slug: string) => boolean} knows whether a facet has a term
 * @returns {{state: State, ignored: string[]}} with what the address says and nobody knows
 */
export function read(query, knows) {
  const state = nothing();
  /** @type {string[]} */
  const ignored = [];
  /** Notes a value that means something, and says whether it does. @type {(key: keyof State, value: any) => boolean} */
  const note = (key, value) => value !== null && ((/** @type {any} */ (state)[key] = value), true);
  /** @type {Record<string, (value: string) => boolean>} */
  const readers = {
    education: (value) => note("education", DEGREES.includes(value) ? higher(state.education, value) : null),
    experience(value) {
      const years = whole(value, 60);
      return note("experience", years === null ? null : Math.max(years, state.experience ?? 0));
    },
    salary(value) {
      const [, amount, currency, per] = /^(\d{1,9})-([A-Z]{3})-(hour|day|week|month|year)$/.exec(value) ?? [];
      return note("salary", amount ? { amount: Number(amount), currency, per } : null);
    },
    posted: (value) => note("posted", whole(value, 36500)),
    q: (value) => note("q", value),
    sort: (value) => note("sort", SORTS.includes(value) ? value : null),
    page: (value) => note("page", whole(value, 1e9) || null),
    skills: (value) => value === "only" && (state.only.skill = true),
    languages: (value) => value === "only" && (state.only.language = true),
  };
  for (const [key, value] of new URLSearchParams(query)) {
    if (CHOICES.includes(key) && knows(key, value)) {
      const chosen = (state.choices[key] ??= []);
      if (!chosen.includes(value)) chosen.push(value);
    } else if (!Object.hasOwn(readers, key) || !readers[key](value)) {
      ignored.push(`${key}=${value}`);
    }
  }
  return { state, ignored };
}

/** @param {string} a @param {string} b */
const higher = (a, b) => (DEGREES.indexOf(a) > DEGREES.indexOf(b) ? a : b);

/** The address of a state, with its `?`; empty when it says nothing. @param {State} state */
export function written(state) {
  /** @type {[string, string | number | null][]} */
  const pairs = [];
  for (const facet of CHOICES) {
    for (const slug of state.choices[facet] ?? []) pairs.push([facet, slug]);
    const only = /** @type {Record<string, string>} */ (ONLY)[facet];
    if (only && state.only[facet] && state.choices[facet]) pairs.push([only, "only"]);
  }
  const { education, experience, salary, posted, q, sort, page } = state;
  pairs.push(["education", education], ["experience", experience]);
  if (salary) pairs.push(["salary", `${salary.amount}-${salary.currency}-${salary.per}`]);
  pairs.push(["posted", posted], ["q", q.trim()], ["sort", sort === "newest" ? "" : sort], ["page", page > 1 ? page : ""]);
  const said = pairs.filter(([, value]) => value !== null && value !== "");
  const plain = (/** @type {string | number | null} */ value) => encodeURIComponent(String(value)).replaceAll("%2F", "/");
  return said.length ? "?" + said.map(([key, value]) => `${key}=${plain(value)}`).join("&") : "";
}

/** Chooses a value, or takes it back. @param {State} state @param {string} facet @param {string} slug @param {boolean} on */
export function choose(state, facet, slug, on) {
  const rest = (state.choices[facet] ?? []).filter((other) => other !== slug);
  if (on) rest.push(slug);
  if (rest.length) state.choices[facet] = rest;
  else delete state.choices[facet];
}

/** Letters that do not fall apart into a plain one and an accent. */
const PLAIN = /** @type {Record<string, string>} */ ({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" });

/** A text without case and accents. @param {string} text */
export function fold(text) {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, "").replace(/[ßæœøłđðþıς]/g, (letter) => PLAIN[letter]);
}
