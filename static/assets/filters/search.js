/* Text search: every word of the query begins a word of what a role is called or known by; case and accents do not count. */

import { fold } from "./state.js";

/** Scripts without spaces between words: a word may begin anywhere in them, and behind them. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** The words of a query. @param {string} query */
export function words(query) {
  const between = /^[^\p{L}\p{N}.#+]+|[^\p{L}\p{N}#+]+$/gu;
  return fold(query).split(/[\s,;、]+/).map((word) => word.replace(between, "")).filter((word) => LETTER.test(word));
}

/** Entries of a dictionary as one text, in which a word is found in one go. */
class Entries {
  /** @param {string[]} entries */
  constructor(entries) {
    this.text = "\n" + fold(entries.join("\n")) + "\n";
    this.ends = new Uint32Array(entries.length);
    let end = 0;
    for (let i = 0; i < entries.length; i++) this.ends[i] = end = this.text.indexOf("\n", end + 1);
  }

  /** Marks the entries in which the word begins a word; null when there is none. @param {string} word */
  with(word) {
    const { text, ends } = this;
    const [first] = word;
    const anywhere = UNSPACED.test(first) || !LETTER.test(first);
    let found = null;
    for (let at = text.indexOf(word), entry = 0; at >= 0; at = text.indexOf(word, at)) {
      if (anywhere || !LETTER.test(before(text, at)) || UNSPACED.test(before(text, at))) {
        while (ends[entry] < at) entry++;
        (found ??= new Uint8Array(ends.length))[entry] = 1;
        at = ends[entry];
      } else {
        at++;
      }
    }
    return found;
  }
}

/** The character before a place. @param {string} text @param {number} at */
function before(text, at) {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low < 0xe000 ? text.slice(at - 2, at) : text[at - 1];
}

/** Searches a board. Made with the first query, and again when more titles have arrived. */
export class Search {
  /** What the words of the last query have found: most of them are those of the next. @type {Map<string, Uint8Array>} */
  #found = new Map();

  /** @param {Board} board */
  constructor(board) {
    this.roles = board.roles;
    this.parts = board.titles.length;
    const { of, facets, places, teams, aliases } = board;
    /** @type {{entries: Entries, column: Column, start: number}[]} */
    this.fields = [];
    const field = (/** @type {string[]} */ names, /** @type {Column} */ column, start = 0) =>
      this.fields.push({ entries: new Entries(names), column, start });
    for (const { name, names, of } of facets) {
      if (["company", "department", "location"].includes(name)) field(names, of);
      if (name === "skill") field(names.map((skill, i) => `${skill}, ${aliases[i]}`), of);
    }
    field(places.map((place) => place.join(", ")), of.place);
    field(teams, of.team);
    for (const part of board.titles) field(part.words, part.title, part.start);
  }

  /** For each role whether it has every word of a query; null for a query without words. @param {string} query */
  find(query) {
    /** @type {Uint8Array | null} */
    let all = null;
    /** @type {Map<string, Uint8Array>} */
    const found = new Map();
    for (const word of words(query)) {
      const has = this.#found.get(word) ?? this.#with(word);
      found.set(word, has);
      if (!all) all = has.slice();
      else for (let role = 0; role < all.length; role++) all[role] &= has[role];
    }
    this.#found = found;
    return all;
  }

  /** For each role whether it has a word. @param {string} word */
  #with(word) {
    const found = new Uint8Array(this.roles);
    for (const { entries, column: { starts, values }, start } of this.fields) {
      const marked = entries.with(word);
      if (!marked) continue;
      if (!starts) {
        for (let role = 0; role < values.length; role++) if (values[role] && marked[values[role] - 1]) found[start + role] = 1;
        continue;
      }
      for (let role = 0, i = 0; role + 1 < starts.length; role++) {
        for (const end = starts[role + 1]; i < end; i++) if (marked[values[i]]) found[start + role] = 1;
      }
    }
    return found;
  }
}
