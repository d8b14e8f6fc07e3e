/* Random choices of a reader, near to what a board's roles state so that they find some and miss some. */

import { CHOICES, PERIODS } from "../../../static/assets/filters/state.js";

const DEGREES = ["none", "high-school", "associate", "bachelor", "master", "doctorate"];
const WORDS = [
  "eng", "gineer", "rust", "RUST engineer", "\"rust\"", "java", "script", "c++", "c#", ".net", "net", "node.js", "js", "k8s", "golang", "strasse",
  "Straße", "führ", "fuhr", "zurich", "germany", "united king", "côte d’", "ivoire", "anywhere", "acme", "lodz", "工程", "开发", "平台 工程师", "茶艺", "焊接",
  "エンジニア", "개발", "инж", "مهندس", "full-stack", "full stack", "r&d", "(m/w/d)", "o'brien", "brandenb", "schweissen", "2026", "1", "& - !", "nothing-like-it",
];

/** How much a reader wants: what a role pays at the most, a little more or less, in the same period or another. */
function wantedPay(chance, roles) {
  const salaries = roles.flatMap(({ salary }) => (salary ? [salary] : []));
  const { max, min, per, currency } = chance.pick(salaries.length ? salaries : [{ max: 60_000, per: "year", currency: "EUR" }]);
  const other = chance.is(0.6) ? per : chance.pick(Object.keys(PERIODS));
  const amount = ((max ?? min) * PERIODS[per]) / PERIODS[other];
  return { amount: Math.max(0, Math.floor(amount) + chance.upTo(2) - 1), currency: chance.is(0.9) ? currency : "CHF", per: other };
}

/** Words of the list above, or the beginning of a word of some role's title. */
function typed(chance, roles) {
  const words = chance.pick(roles).title.trim().split(/\s+/);
  const [...letters] = chance.pick(words);
  const one = () => (chance.is(0.5) ? chance.pick(WORDS) : letters.slice(0, 1 + chance.upTo(4)).join(""));
  return chance.is(0.8) ? one() : `${one()} ${one()}`;
}

/** A state: up to four facets or other things at once. */
export function randomState(chance, { roles }, terms) {
  const state = { choices: {}, only: { skill: chance.is(0.4), language: chance.is(0.4) } };
  const makes = {
    education: () => (state.education = chance.pick(DEGREES)),
    experience: () => (state.experience = chance.pick([0, 1, 2, 3, 4, 5, 7, 12, 39, 40, 60])),
    salary: () => (state.salary = wantedPay(chance, roles)),
    posted: () => (state.posted = chance.pick([0, 1, 6, 7, 8, 13, 14, 30, 31, 90])),
    q: () => (state.q = typed(chance, roles)),
  };
  const kinds = [...CHOICES.filter((facet) => terms[facet].length), ...Object.keys(makes), ...Object.keys(makes)];
  for (const kind of new Set(Array.from({ length: chance.upTo(4) }, () => chance.pick(kinds)))) {
    if (makes[kind]) makes[kind]();
    else state.choices[kind] = [...new Set(Array.from({ length: 1 + chance.upTo(4) }, () => chance.pick(terms[kind]).slug))];
  }
  return state;
}
