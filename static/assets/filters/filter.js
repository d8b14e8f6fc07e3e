/* Which roles match, how many each further choice would leave, and their order. The rules are those of the facet pages
   (src/catalog/qualify.rs): OR inside a facet, AND between facets, and what a role does not state never shuts it out. */

import { SCALES } from "./board.js";
import { DEGREES } from "./profile.js";
import { ONLY, PERIODS } from "./state.js";

/** The columns that are chosen from beside the facets, each with a bit behind theirs. */
const BEYOND = ["salary", "posted", "q", "scope"];

/** The day of a date as a number of days. @param {string} iso */
export const dayOf = (iso) => Math.round(Date.parse(iso) / 864e5);

/**
 * What is asked of a column's values.
 * @param {Board} board @param {State} state @param {string} name @param {number} today
 * @returns {Rule | null} null when nothing is asked
 */
function ruleOf(board, state, name, today) {
  const { facets, salaries, posted, years } = board;
  /** @type {(entries: ArrayLike<any>, passes: (entry: any, index: number) => boolean) => Uint8Array} */
  const marked = (entries, passes) => Uint8Array.from(Array.from(entries, (entry, i) => Number(passes(entry, i))));
  if (name === "salary") {
    const wanted = state.salary;
    if (!wanted) return null;
    const least = wanted.amount * PERIODS[wanted.per] * 1000;
    const other = marked(salaries, ([, , , currency]) => currency !== wanted.currency);
    return { passes: marked(salaries, ([, top], i) => other[i] > 0 || top === null || top >= least), other, unstated: true };
  }
  if (name === "posted") {
    const most = state.posted;
    return most === null ? null : { passes: marked(posted, ([iso]) => today - dayOf(iso) <= most), unstated: false };
  }
  const facet = /** @type {Facet} */ (facets.find((facet) => facet.name === name));
  if (name === "education") {
    const have = DEGREES.indexOf(state.education);
    return have < 0 ? null : { passes: marked(facet.slugs, (slug) => DEGREES.indexOf(slug) <= have), unstated: true };
  }
  if (name === "experience") {
    const have = state.experience;
    return have === null ? null : { passes: marked(years, (asked) => asked <= have), unstated: true };
  }
  const chosen = state.choices[name];
  if (!chosen) return null;
  return { passes: marked(facet.slugs, (slug) => chosen.includes(slug)), unstated: false, only: state.only[name] };
}

/** The roles of a board, or of one term's page, that match what is chosen. */
export class Selection {
  /** The rules at work, by the name of their column. @type {Map<string, Rule>} */
  #rules = new Map();
  /** What each rule was made from. @type {Map<string, string>} */
  #made = new Map();
  /** What has been counted since the last change. @type {Map<string, Uint32Array>} */
  #counts = new Map();

  #today = 0;
  /** The day of each entry of `posted`. @type {number[]} */
  #days = [];

  /** @param {Board} board @param {{facet: string, slug: string} | null} scope the term whose page it is */
  constructor(board, scope) {
    this.board = board;
    this.names = [...board.facets.map((facet) => facet.name), ...BEYOND];
    /** For each role the columns that shut it out, one bit each. */
    this.out = new Uint16Array(board.roles);
    // Room that every change uses again: to make it anew costs more than to fill it.
    const room = () => ({ roles: new Uint32Array(board.roles), count: 0 });
    /** The roles that match, in the board's order. */
    this.found = room();
    /** The roles that one column alone shuts out. */
    this.near = room();
    this.some = room();
    this.ordered = room();
    if (scope) {
      const choices = SCALES.includes(scope.facet) ? {} : { [scope.facet]: [scope.slug] };
      const state = /** @type {State} */ ({ choices, only: {}, education: scope.slug, experience: parseInt(scope.slug, 10) });
      const rule = /** @type {Rule} */ (ruleOf(board, state, scope.facet, 0));
      this.#rules.set("scope", rule);
      this.scope = scope.facet;
      this.#apply("scope", board.of[scope.facet], rule);
    }
    this.#find();
    this.total = this.found.count;
    this.#days = board.posted.map(([day]) => dayOf(day));
  }

  /**
   * Takes a state to heart.
   * @param {State} state @param {import("./search.js").Search} search @param {number} today the reader's day, see `dayOf`
   */
  update(state, search, today) {
    const { board } = this;
    this.#today = today;
    let isOther = false;
    for (const name of this.names) {
      if (name === "scope") continue;
      const made = name === "q" ? state.q.trim() && `${state.q} ${board.titles.length}` : JSON.stringify([
        state.choices[name], state.only[name], name in state && state[/** @type {"salary"} */ (name)], name === "posted" && today,
      ]);
      if ((this.#made.get(name) ?? "") === made) continue;
      this.#made.set(name, made);
      if (name === "q") {
        this.#applyFound(made ? search.find(state.q) : null);
      } else {
        const rule = ruleOf(board, state, name, today);
        if (!rule && !this.#rules.has(name)) continue;
        if (rule) this.#rules.set(name, rule);
        else this.#rules.delete(name);
        this.#apply(name, board.of[name], rule);
      }
      isOther = true;
    }
    if (isOther) this.#find();
  }

  /** @param {string} name */
  #bit(name) {
    return 1 << this.names.indexOf(name);
  }

  /** @param {Uint8Array | null} found */
  #applyFound(found) {
    const { out } = this;
    const bit = this.#bit("q");
    for (let role = 0; role < out.length; role++) {
      out[role] = !found || found[role] ? out[role] & ~bit : out[role] | bit;
    }
  }

  /** @param {string} name @param {Column} column @param {Rule | null} rule */
  #apply(name, { starts, values }, rule) {
    const { out, board } = this;
    const bit = this.#bit(name);
    if (!rule) {
      for (let role = 0; role < out.length; role++) out[role] &= ~bit;
    } else if (!starts) {
      const bits = Uint16Array.of(rule.unstated ? 0 : bit, ...Array.from(rule.passes, (passes) => (passes ? 0 : bit)));
      for (let role = 0; role < out.length; role++) out[role] = (out[role] & ~bit) | bits[values[role]];
    } else {
      const { passes, unstated } = rule;
      const only = rule.only ? 1 : 0;
      const required = only && name === "skill" ? board.required : null;
      for (let role = 0; role < out.length; role++) {
        const start = starts[role];
        const end = required ? start + required[role] : starts[role + 1];
        let i = start;
        // Until one passes; or, when no other may be there, until one does not.
        while (i < end && passes[values[i]] === only) i++;
        const isIn = only ? i === end : i < end || (start === end && unstated);
        out[role] = isIn ? out[role] & ~bit : out[role] | bit;
      }
    }
  }

  /** Finds the roles that nothing shuts out, and those that one column alone does. */
  #find() {
    const { out, found, near } = this;
    let [all, others] = [0, 0];
    for (let role = 0; role < out.length; role++) {
      const bits = out[role];
      if (!bits) found.roles[all++] = role;
      else if (!(bits & (bits - 1))) near.roles[others++] = role;
    }
    found.count = all;
    near.count = others;
    this.#counts.clear();
  }

  /**
   * How many roles there would be with each term of a facet, or each day of `posted`, given all other facets: on a scale
   * those that ask for at most the term or state nothing; of terms that are to be all that is required, with the chosen ones.
   * @param {string} name @returns {Uint32Array}
   */
  counts(name) {
    const counts = this.#counts.get(name) ?? this.#count(name);
    this.#counts.set(name, counts);
    return counts;
  }

  /** @param {string} name */
  #count(name) {
    const { out, near, some, board } = this;
    const facet = board.facets.find((facet) => facet.name === name);
    const rule = this.#rules.get(name);
    some.count = 0;
    if (rule) {
      const bit = this.#bit(name);
      for (let i = 0; i < near.count; i++) if (out[near.roles[i]] === bit) some.roles[some.count++] = near.roles[i];
    }
    /** The first counts the roles without any. */
    const counts = new Uint32Array(1 + (facet ? facet.names.length : board.posted.length));
    for (const { roles, count } of [this.found, some]) {
      if (rule?.only) countMissing(/** @type {Lists} */ (board.of[name]), name === "skill" ? board.required : null, rule.passes, roles, count, counts);
      else countEach(board.of[name], roles, count, counts);
    }
    const always = counts[0];
    const isScale = SCALES.includes(name);
    if (isScale || rule?.only) {
      for (let term = 1, sum = always; term < counts.length; term++) {
        counts[term] = isScale ? (sum += counts[term]) : always + counts[term];
      }
    }
    return counts.subarray(1);
  }

  /**
   * The roles that match, in an order, until the next change; those that leave open what is asked for last, when told so.
   * @param {Uint32Array | null} order null for the board's own @param {boolean} unstatedLast
   * @returns {{roles: Uint32Array, stated: number}} the first `stated` of them state all that is asked for
   */
  matching(order, unstatedLast) {
    const { out, found } = this;
    const rules = unstatedLast ? this.#unstating() : [];
    if (!order && !rules.length) return { roles: found.roles.subarray(0, found.count), stated: found.count };
    const { roles } = this.ordered;
    const among = order ?? found.roles;
    const count = order ? out.length : found.count;
    let stated = 0;
    let later = found.count;
    for (let i = 0; i < count; i++) {
      const role = among[i];
      if (out[role]) continue;
      let rule = 0;
      while (rule < rules.length && !leavesOpen(rules[rule], role)) rule++;
      if (rule < rules.length) roles[--later] = role;
      else roles[stated++] = role;
    }
    roles.subarray(stated, found.count).reverse();
    return { roles: roles.subarray(0, found.count), stated };
  }

  /** How many of the roles counted for each day of `posted` were posted at most so many days ago. @param {Uint32Array} counts @param {number} days */
  within(counts, days) {
    let sum = 0;
    for (let i = 0; i < counts.length; i++) if (this.#today - this.#days[i] <= days) sum += counts[i];
    return sum;
  }

  /** What roles may leave open of that which is asked for, see `unstated`. */
  openable() {
    return this.#unstating().flatMap(({ name, other }) => (other?.includes(1) ? [name, "currency"] : [name]));
  }

  /** What a role leaves open of that which is asked for: names of columns, or `currency` when it pays in another.
   * @param {number} role */
  unstated(role) {
    if (!this.#rules.size) return [];
    const open = this.#unstating().filter((rule) => leavesOpen(rule, role));
    return open.map(({ name, values }) => (values[role] ? "currency" : name));
  }

  /** The rules that let in what is not stated, each with its column: roles have at most one of such. */
  #unstating() {
    return [...this.#rules].filter(([, rule]) => rule.unstated).map(([name, { other }]) => {
      const column = name === "scope" ? /** @type {string} */ (this.scope) : name;
      return { name: column, values: this.board.of[column].values, other };
    });
  }
}

/** @param {{values: Numbers, other?: Uint8Array}} rule @param {number} role */
function leavesOpen({ values, other }, role) {
  const value = values[role];
  return value === 0 || (other !== undefined && other[value - 1] > 0);
}

/** Adds to the count of each value, which stands one place behind it, the roles that have it; to the first those with none.
 * @param {Column} column @param {Uint32Array} roles @param {number} count how many of them @param {Uint32Array} counts */
function countEach({ starts, values }, roles, count, counts) {
  if (!starts) {
    for (let i = 0; i < count; i++) counts[values[roles[i]]]++;
    return;
  }
  for (let i = 0; i < count; i++) {
    const role = roles[i];
    const end = starts[role + 1];
    let at = starts[role];
    if (at === end) counts[0]++;
    for (; at < end; at++) counts[values[at] + 1]++;
  }
}

/** The same of the one value that would have to pass, too; to the first those that lack none.
 * @param {Lists} column @param {Numbers | null} required how many of a role's values count @param {Uint8Array} passes
 * @param {Uint32Array} roles @param {number} count @param {Uint32Array} counts */
function countMissing({ starts, values }, required, passes, roles, count, counts) {
  for (let i = 0; i < count; i++) {
    const role = roles[i];
    const end = required ? starts[role] + required[role] : starts[role + 1];
    let missing = -1;
    let many = 0;
    for (let at = starts[role]; at < end; at++) if (!passes[values[at]]) (missing = values[at]), many++;
    if (many < 2) counts[missing + 1]++;
  }
}

/**
 * Roles in the order of a key, smallest first, equal ones in the board's order.
 * @param {ArrayLike<number>} keys whole numbers from 0 @param {number} most
 */
function orderBy(keys, most) {
  const places = new Uint32Array(most + 2);
  for (let role = 0; role < keys.length; role++) places[keys[role] + 1]++;
  for (let key = 0; key <= most; key++) places[key + 1] += places[key];
  const order = new Uint32Array(keys.length);
  for (let role = 0; role < keys.length; role++) order[places[keys[role]]++] = role;
  return order;
}

/** Roles by the rank of what they have at most one of; those without it last. @param {Column} column @param {ArrayLike<number>} ranks */
function orderByRank({ values }, ranks) {
  const keys = new Uint32Array(values.length);
  for (let role = 0; role < keys.length; role++) keys[role] = values[role] ? ranks[values[role] - 1] : ranks.length;
  return orderBy(keys, ranks.length);
}

/** Those that close soonest first. @param {Board} board */
export function byClosing({ of, closes }) {
  return orderByRank(of.closes, closes.map((_, rank) => rank));
}

/** The best paid first, in one currency; other currencies cannot be compared and come after. @param {Board} board @param {string} currency */
export function bySalary({ of, salaries }, currency) {
  const pay = salaries.map(([, top, bottom, own]) => (own === currency ? top ?? bottom ?? 0 : -1));
  const ranks = new Map([...new Set(pay)].sort((a, b) => b - a).map((amount, rank) => [amount, rank]));
  return orderByRank(of.salary, pay.map((amount) => /** @type {number} */ (ranks.get(amount))));
}

/** The best scores first. @param {Float64Array} scores */
export function byScore(scores) {
  const ranks = new Map([...new Set(scores)].sort((a, b) => b - a).map((score, rank) => [score, rank]));
  return orderBy(Uint32Array.from(scores, (score) => /** @type {number} */ (ranks.get(score))), ranks.size);
}

/** The currency of most salaries. @param {Board} board */
export function commonCurrency({ of, salaries }) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const each = new Uint32Array(salaries.length + 1);
  for (const salary of of.salary.values) each[salary]++;
  salaries.forEach(([, , , currency], i) => counts.set(currency, (counts.get(currency) ?? 0) + each[i + 1]));
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
}
