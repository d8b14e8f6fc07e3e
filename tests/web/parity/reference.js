/* The rules of the filters, told once more as plainly as can be, over the postings themselves: every role is asked about
   every facet, and every count is had by choosing. Terms are known by their own keys, never by the site's slugs. */

import { COMPANIES, SKILLS, TODAY } from "./boards.js";

const COUNTRIES = {
  DE: "Germany", AT: "Austria", US: "United States", NO: "Norway", GB: "United Kingdom", CI: "Côte d’Ivoire", CN: "China",
};
const DEGREES = ["none", "high-school", "associate", "bachelor", "master", "doctorate"];
const A_YEAR = { year: 1, month: 12, week: 52, day: 260, hour: 2080 };
export const FACETS = [
  "company", "department", "location", "workplace", "employment", "level", "skill", "language", "education", "experience",
];

const days = (date) => (Date.parse(TODAY) - Date.parse(date)) / 86_400_000;
const same = (name) => name.trim().split(/\s+/).join(" ").toLowerCase().normalize("NFKC");
const countryOf = (code) => (code.toUpperCase() === "UK" ? "GB" : code.toUpperCase());

/** Works out once what depends on nothing but a posting, a board or a name. */
function once(make) {
  const known = new Map();
  return (of) => {
    if (!known.has(of)) known.set(of, make(of));
    return known.get(of);
  };
}

/** The skill that a name means. */
const skillOf = once((name) => {
  const known = Object.keys(SKILLS).find((skill) => [skill, ...SKILLS[skill]].some((other) => same(other) === same(name)));
  return same(known ?? name);
});

/** The keys of the terms that a role has of a facet. */
const termsOf = (role, facet) => allTermsOf(role)[facet];
const allTermsOf = once((role) => Object.fromEntries(FACETS.map((facet) => [facet, stated(role, facet)])));

function stated(role, facet) {
  if (facet === "company") return role.company ? [role.company] : [];
  if (facet === "department") return role.department ? [same(role.department)] : [];
  if (facet === "workplace" || facet === "level" || facet === "education") return role[facet] ? [role[facet]] : [];
  if (facet === "employment") return role.employment;
  if (facet === "experience") return role.experience.length ? [String(Math.max(...role.experience))] : [];
  if (facet === "skill") return [...role.skills, ...role.preferred].map((skill) => skillOf(skill.name));
  if (facet === "language") return role.languages.map((language) => same(language.name));
  const keys = role.applicants.map((area) => (area === "anywhere" ? "anywhere" : countryOf(area)));
  for (const { city, country } of role.locations) {
    if (country) keys.push(countryOf(country));
    if (city) keys.push(`${country ? countryOf(country) : ""}/${same(city)}`);
  }
  return keys;
}

/** The key of a term of the site, from its name and its slug. */
export function keyOf(facet, slug, name) {
  if (["department", "skill", "language"].includes(facet)) return same(name);
  if (facet !== "location") return slug;
  if (slug.includes("/")) return `${slug.split("/")[0].toUpperCase()}/${same(name)}`;
  const country = Object.keys(COUNTRIES).find((code) => COUNTRIES[code] === name);
  return country ?? (name === "Anywhere" ? "anywhere" : `/${same(name)}`);
}

/** The keys of all terms of a facet. */
export function allTerms(board, facet) {
  const companies = facet === "company" && board.isBoard ? Object.keys(COMPANIES) : [];
  return new Set([...companies, ...listed(board).flatMap((role) => termsOf(role, facet))]);
}

/** The roles that stand in lists: newest first, without a date last, then by address. */
export const listed = once((board) => {
  const isListed = ({ status, posted, closes }) => {
    if (status === "draft") return board.drafts;
    return status === "open" && !(posted && posted > TODAY) && !(closes && closes < TODAY);
  };
  const newest = (a, b) => {
    if (a.posted !== b.posted) return !a.posted ? 1 : !b.posted ? -1 : a.posted < b.posted ? 1 : -1;
    return Buffer.compare(Buffer.from(a.slug), Buffer.from(b.slug));
  };
  return board.roles.filter(isListed).sort(newest);
});

// --- Words -----------------------------------------------------------------------------------------------------------

function plain(text) {
  let plain = "";
  for (const letter of text.normalize("NFKD").toLowerCase()) {
    if (/\p{M}/u.test(letter)) continue;
    plain += { ß: "ss", ł: "l", ø: "o", æ: "ae", œ: "oe" }[letter] ?? letter;
  }
  return plain;
}

const isLetter = (letter) => /[\p{Letter}\p{Number}]/u.test(letter);
const isUnspaced = (letter) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(letter);

/** The texts under which a role can be found. */
const textsOf = once((role) => {
  const texts = [role.title, role.department ?? "", role.team ?? "", role.company ? COMPANIES[role.company] : ""];
  for (const place of role.locations) texts.push(place.city ?? "", place.region ?? "", place.country ? COUNTRIES[countryOf(place.country)] : "");
  for (const area of role.applicants) texts.push(area === "anywhere" ? "Anywhere" : COUNTRIES[countryOf(area)]);
  for (const { name } of [...role.skills, ...role.preferred]) {
    const known = Object.keys(SKILLS).find((skill) => same(skill) === skillOf(name));
    texts.push(...(known ? [known, ...SKILLS[known]] : [name]));
  }
  return texts.map(plain);
});

/** Whether a text has a word that begins so. */
function hasWord(text, word) {
  const letters = [...text];
  const wanted = [...word];
  return letters.some((_, at) => {
    if (!wanted.every((letter, i) => letters[at + i] === letter)) return false;
    const before = letters[at - 1] ?? " ";
    return !isLetter(before) || isUnspaced(before) || isUnspaced(wanted[0]) || !isLetter(wanted[0]);
  });
}

const wordsOf = once((query) => plain(query).split(/[\s,;、]/).map((written) => {
  const word = [...written];
  while (word.length && !isLetter(word[0]) && !".#+".includes(word[0])) word.shift();
  while (word.length && !isLetter(word.at(-1)) && !"#+".includes(word.at(-1))) word.pop();
  return word.join("");
}));

const foundBy = once((query) => once((role) => {
  const words = wordsOf(query).filter((word) => [...word].some(isLetter));
  return words.every((word) => textsOf(role).some((text) => hasWord(text, word)));
}));

// --- Rules -----------------------------------------------------------------------------------------------------------

/** Whether a role says nothing that could be compared with what is wanted. */
const isPaySaid = (role, wanted) => role.salary !== null && role.salary.currency === wanted.currency;

/** Whether a role matches what is asked of one facet; `asked` has keys where a state has slugs. */
function matches(role, facet, asked) {
  const terms = termsOf(role, facet);
  switch (facet) {
    case "education":
      return !asked.education || terms.every((degree) => DEGREES.indexOf(degree) <= DEGREES.indexOf(asked.education));
    case "experience":
      return asked.experience === null || terms.every((years) => Number(years) <= asked.experience);
    case "skill":
    case "language": {
      const chosen = asked.choices[facet];
      if (!chosen) return true;
      const required = facet === "skill" ? role.skills.map((skill) => skillOf(skill.name)) : terms;
      return asked.only[facet] ? required.every((term) => chosen.includes(term)) : terms.some((term) => chosen.includes(term));
    }
    default:
      return !asked.choices[facet] || asked.choices[facet].some((term) => terms.includes(term));
  }
}

function matchesBeyond(role, { salary, posted, q }) {
  if (salary && isPaySaid(role, salary) && role.salary.max !== null) {
    const top = Math.round(role.salary.max * 1000) * A_YEAR[role.salary.per];
    if (top < salary.amount * 1000 * A_YEAR[salary.per]) return false;
  }
  if (posted !== null && (role.posted === null || days(role.posted) > posted)) return false;
  return foundBy(q)(role);
}

const none = { choices: {}, only: {}, education: "", experience: null };

/** What is asked by being on a term's page. */
function scoped(scope) {
  if (!scope) return none;
  const { facet, key } = scope;
  if (facet === "education") return { ...none, education: key };
  if (facet === "experience") return { ...none, experience: Number(key) };
  return { ...none, choices: { [facet]: [key] } };
}

/** The roles of a page that match what is asked, newest first; `but` is a facet of which nothing is asked. */
export function matching(board, asked, scope, but = "") {
  const page = scoped(scope);
  const fits = (role) => FACETS.every((facet) => matches(role, facet, page) && (facet === but || matches(role, facet, asked)));
  return listed(board).filter((role) => fits(role) && matchesBeyond(role, asked));
}

/** Whether a role leaves open some of what is asked for. */
export function leavesOpen(role, asked, scope) {
  const page = scoped(scope);
  const has = (facet) => termsOf(role, facet).length > 0;
  return (
    (Boolean(asked.education || page.education) && !has("education")) ||
    ((asked.experience ?? page.experience) !== null && !has("experience")) ||
    (asked.salary !== null && !isPaySaid(role, asked.salary))
  );
}

/** How many roles there would be with each term chosen in its facet, alone or, for only-these, with the chosen ones. */
export function counts(board, asked, scope, facet, keys) {
  const others = matching(board, asked, scope, facet);
  const chosen = (asked.only[facet] && asked.choices[facet]) || [];
  return keys.map((key) => {
    const choosing = { ...asked, choices: { ...asked.choices, [facet]: [...chosen, key] } };
    if (facet === "education") choosing.education = key;
    if (facet === "experience") choosing.experience = Number(key);
    choosing.only = { ...asked.only, [facet]: chosen.length > 0 };
    return others.filter((role) => matches(role, facet, choosing)).length;
  });
}

// --- Orders ----------------------------------------------------------------------------------------------------------

/** Roles in an order; they come newest first. */
export function sorted(roles, sort, currency) {
  const closing = (role) => (role.closes ? Date.parse(role.closes) : Infinity);
  const pay = ({ salary }) => {
    if (!salary) return 2;
    return salary.currency === currency ? -Math.round((salary.max ?? salary.min) * 1000) * A_YEAR[salary.per] : 1;
  };
  const rank = sort === "closing" ? closing : pay;
  return roles.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** The currency of most listed roles, the first of the alphabet among equals. */
export function commonCurrency(board) {
  const codes = listed(board).flatMap((role) => (role.salary ? [role.salary.currency] : []));
  const count = (code) => codes.filter((other) => other === code).length;
  return codes.sort().reduce((best, code) => (count(code) > count(best) ? code : best), codes[0] ?? "");
}
