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

  #today = 0;
  /** The day of each entry of `posted`. @type {number[]} */
  #days = [];

  /** @param {Board} board @param {{facet: string, slug: string} | null} scope the term whose page it is */
  constructor(board, scope) {
    this.board = board;
    this.names = [...board.facets.map((facet) => facet.name), ...BEYOND];
    /** For each role the columns that shut it out, one bit each. */
    this.out = new Uint16Array(board.roles);
    if (scope) {
      const choices = SCALES.includes(scope.facet) ? {} : { [scope.facet]: [scope.slug] };
      const state = /** @type {State} */ ({ choices, only: {}, education: scope.slug, experience: parseInt(scope.slug, 10) });
      const rule = /** @type {Rule} */ (ruleOf(board, state, scope.facet, 0));
      this.#rules.set("scope", rule);
      this.scope = scope.facet;
      this.#apply("scope", board.of[scope.facet], rule);
    }
    this.total = this.#count(0);
    this.#days = board.posted.map(([day]) => dayOf(day));
  }

  /**
   * Takes a state to heart.
   * @param {State} state @param {import("./search.js").Search} search @param {number} today the reader's day, see `dayOf`
   */
  update(state, search, today) {
    const { board } = this;
    this.#today = today;
    for (const name of this.names) {
      if (name === "scope") continue;
      const made = name === "q" ? state.q.trim() && `${state.q} ${board.titles.length}` : JSON.stringify([
        state.choices[name], state.only[name], name in state && state[/** @type {"salary"} */ (name)], name === "posted" && today,
      ]);
      if (this.#made.get(name) === made) continue;
      this.#made.set(name, made);
      if (name === "q") {
        this.#applyFound(made ? search.find(state.q) : null);
        continue;
      }
      const rule = ruleOf(board, state, name, today);
      if (rule) this.#rules.set(name, rule);
      else this.#rules.delete(name);
      this.#apply(name, board.of[name], rule);
    }
  }

  /** @param {string} name */
  #bit(name) {
    return 1 << this.names.indexOf(name);
  }

  /** @param {Uint8Array | null} found */
  #applyFound(found) {
    const bit = this.#bit("q");
    for (let role = 0; role < this.out.length; role++) {
      this.out[role] = !found || found[role] ? this.out[role] & ~bit : this.out[role] | bit;
    }
  }

  /** @param {string} name @param {Column} column @param {Rule | null} rule */
  #apply(name, { starts, values }, rule) {
    const { out, board } = this;
    const bit = this.#bit(name);
    const required = name === "skill" ? board.required : null;
    for (let role = 0; role < out.length; role++) {
      const start = starts[role];
      const end = starts[role + 1];
      let passes = !rule;
      if (rule?.only) {
        passes = true;
        const last = required ? start + required[role] : end;
        for (let i = start; i < last && passes; i++) passes = rule.passes[values[i]] > 0;
      } else if (rule) {
        passes = start === end && rule.unstated;
        for (let i = start; i < end && !passes; i++) passes = rule.passes[values[i]] > 0;
      }
      out[role] = passes ? out[role] & ~bit : out[role] | bit;
    }
  }

  /** How many roles nothing but the columns of a bit shuts out. @param {number} bit */
  #count(bit) {
    let count = 0;
    for (let role = 0; role < this.out.length; role++) if (!(this.out[role] & ~bit)) count++;
    return count;
  }

  /**
   * How many roles there would be with each term of a facet, or each day of `posted`, given all other facets: on a scale
   * those that ask for at most the term or state nothing; of terms that are to be all that is required, with the chosen ones.
   * @param {string} name @returns {Uint32Array}
   */
  counts(name) {
    const { out, board } = this;
    const { starts, values } = board.of[name];
    const bit = this.#bit(name);
    const facet = board.facets.find((facet) => facet.name === name);
    const counts = new Uint32Array(facet ? facet.names.length : board.posted.length);
    const rule = this.#rules.get(name);
    const required = name === "skill" ? board.required : null;
    let always = 0;
    for (let role = 0; role < out.length; role++) {
      if (out[role] & ~bit) continue;
      const start = starts[role];
      const end = starts[role + 1];
      if (rule?.only) {
        let missing = -1;
        let many = 0;
        const last = required ? start + required[role] : end;
        for (let i = start; i < last; i++) if (!rule.passes[values[i]]) (missing = values[i]), many++;
        if (!many) always++;
        else if (many === 1) counts[missing]++;
      } else {
        if (start === end) always++;
        for (let i = start; i < end; i++) counts[values[i]]++;
      }
    }
    const isScale = SCALES.includes(name);
    if (isScale || rule?.only) {
      for (let term = 0, sum = always; term < counts.length; term++) {
        counts[term] = isScale ? (sum += counts[term]) : always + counts[term];
      }
    }
    return counts;
  }

  /**
   * The roles that match, in an order; those that leave open what is asked for last, when told so.
   * @param {Uint32Array | null} order null for the board's own @param {boolean} unstatedLast
   * @returns {{roles: Uint32Array, stated: number}} the first `stated` of them state all that is asked for
   */
  matching(order, unstatedLast) {
    const { out } = this;
    const roles = new Uint32Array(out.length);
    const later = [];
    let stated = 0;
    const rules = unstatedLast ? this.#unstating() : [];
    for (let i = 0; i < out.length; i++) {
      const role = order ? order[i] : i;
      if (out[role]) continue;
      if (rules.length && rules.some((rule) => leavesOpen(rule, role))) later.push(role);
      else roles[stated++] = role;
    }
    roles.set(later, stated);
    return { roles: roles.subarray(0, stated + later.length), stated };
  }

  /** How many of the roles counted for each day of `posted` were posted at most so many days ago. @param {Uint32Array} counts @param {number} days */
  within(counts, days) {
    return counts.reduce((sum, count, i) => (this.#today - this.#days[i] <= days ? sum + count : sum), 0);
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
    return open.map(({ name, column: { starts } }) => (starts[role] < starts[role + 1] ? "currency" : name));
  }

  /** The rules that let in what is not stated, each with its column. */
  #unstating() {
    return [...this.#rules].filter(([, rule]) => rule.unstated).map(([name, rule]) => {
      const column = name === "scope" ? /** @type {string} */ (this.scope) : name;
      return { name: column, column: this.board.of[column], other: rule.other };
    });
  }
}

/** @param {{column: Column, other?: Uint8Array}} rule @param {number} role */
function leavesOpen({ column: { starts, values }, other }, role) {
  return starts[role] === starts[role + 1] || (other !== undefined && other[values[starts[role]]] > 0);
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
function orderByRank({ starts, values }, ranks) {
  const last = ranks.length;
  return orderBy(Uint32Array.from({ length: starts.length - 1 }, (_, role) => {
    return starts[role] < starts[role + 1] ? ranks[values[starts[role]]] : last;
  }), last);
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
  for (const salary of of.salary.values) counts.set(salaries[salary][3], (counts.get(salaries[salary][3]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "";
}
