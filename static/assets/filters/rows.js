/* Rows of a list, made of the same template as the site's own: each `{role.title}` in it is filled in. */

import { joined, titled, valuesOf } from "./board.js";
import { element } from "./controls.js";

const NAME = /\{role\.([a-z_.]+)\}/;

/** How many places and skills a row names. */
const PLACES = 2;
const SKILLS = 4;

/** Of so many roles it is remembered what their rows say. */
const REMEMBERED = 1000;

/** A row in the page: the nodes that are filled in, what each of them says, and what stands in it beside the role's own facts.
 * @typedef {{element: Element, nodes: Node[], said: (string | null)[], beside: Element[]}} Row */

/** Makes rows of a template. */
export class Rows {
  /** What the slots of a role's row say. @type {Map<number, (string | null)[]>} */
  #known = new Map();

  /** @param {HTMLTemplateElement} template @param {Board} board @param {string} root the path of the site */
  constructor(template, board, root) {
    this.board = board;
    this.root = root;
    /** @type {Record<string, string[]>} */
    this.names = Object.fromEntries(board.facets.map(({ name, names }) => [name, names]));
    this.row = /** @type {Element} */ (template.content.firstElementChild);
    /** Where something is filled in: the way to the node by its place among its siblings, the attribute, and the text, in
     * which every second part is a name; whether the node is there even when it says nothing.
     * @type {{way: number[], attribute: string | null, parts: string[], stays: boolean}[]} */
    this.slots = [];
    this.#find(this.row, []);
  }

  /** @param {Node} node @param {number[]} way */
  #find(node, way) {
    const slot = (/** @type {string | null} */ attribute, /** @type {string} */ text) => {
      const parts = text.split(NAME);
      if (parts.length > 1) this.slots.push({ way, attribute, parts, stays: way.length < 2 });
    };
    if (node instanceof Element) for (const { name, value } of node.attributes) slot(name, value);
    else slot(null, node.nodeValue ?? "");
    node.childNodes.forEach((child, place) => this.#find(child, [...way, place]));
  }

  /** What a role has of a facet, in words. @param {string} name @param {number} role @param {number} most */
  #terms(name, role, most = Infinity) {
    const { starts, values } = this.board.of[name];
    const names = this.names[name];
    if (!starts) return names[values[role] - 1] ?? "";
    return joined(values, starts[role], Math.min(starts[role + 1], starts[role] + most), names, ", ");
  }

  /** What a row says of a role, whose title must be there, under the names of the template. @param {number} role @returns {Record<string, string>} */
  #facts(role) {
    const { of, salaries, posted, closes, languages, draft, flags, required } = this.board;
    const { title, slug } = /** @type {{title: string, slug: string}} */ (titled(this.board, role));
    const [day, inWords] = posted[of.posted.values[role] - 1] ?? ["", ""];
    const [company, department, places, workplace, employment, level] = [
      this.#terms("company", role), this.#terms("department", role), placesOf(this.board, role), this.#terms("workplace", role),
      this.#terms("employment", role), this.#terms("level", role),
    ];
    return {
      title, company, department, places, workplace, employment, level,
      url: `${this.root}jobs/${encodeURIComponent(slug)}/`,
      language: languages[of.tongue.values[role] - 1] ?? "",
      facts: [company, department, places, workplace, employment, level].filter(Boolean).join(" · "),
      salary: salaries[of.salary.values[role] - 1]?.[0] ?? "",
      "posted.iso": day,
      "posted.text": inWords,
      closing: flags[role] === 1 ? draft : flags[role] === 2 ? closes[of.closes.values[role] - 1][1] : "",
      skills_text: this.#terms("skill", role, Math.min(SKILLS, required[role])),
    };
  }

  /** What each slot says of a role; null for nothing. @param {number} role */
  #said(role) {
    const known = this.#known.get(role);
    if (known) return known;
    const facts = this.#facts(role);
    const said = this.slots.map(({ attribute, parts, stays }) => {
      let isSaid = stays && attribute === null;
      let text = parts[0];
      for (let i = 1; i < parts.length; i += 2) {
        const fact = facts[parts[i]] ?? "";
        isSaid ||= fact !== "";
        text += fact + parts[i + 1];
      }
      return isSaid ? text : null;
    });
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(role, said);
    return said;
  }

  /** A row of a role; the one given where it has the same parts, since to say something else in it is quick.
   * @param {number} role @param {Row} [row] @returns {Row} */
  of(role, row) {
    const said = this.#said(role);
    const has = (/** @type {Row} */ row) =>
      this.slots.every(({ attribute }, i) => attribute !== null || (said[i] === null) === (row.said[i] === null));
    if (!row || !has(row)) {
      const element = /** @type {Element} */ (this.row.cloneNode(true));
      const nodes = this.slots.map(({ way }) => way.reduce((/** @type {Node} */ node, place) => node.childNodes[place], element));
      row = { element, nodes, said: [], beside: [] };
      this.slots.forEach(({ attribute }, i) => {
        // What a role does not say leaves nothing behind.
        if (attribute === null && said[i] === null) nodes[i].parentElement?.remove();
      });
    }
    for (let i = 0; i < said.length; i++) {
      const text = said[i];
      if (row.said[i] === text) continue;
      const { attribute } = this.slots[i];
      const node = row.nodes[i];
      if (attribute === null) node.nodeValue = text;
      else if (text === null) /** @type {Element} */ (node).removeAttribute(attribute);
      else /** @type {Element} */ (node).setAttribute(attribute, text);
    }
    row.said = said;
    return row;
  }
}

/** The first places in words: "Berlin, Shanghai + 2". @param {Board} board @param {number} role */
function placesOf({ of: { place }, places, places_more }, role) {
  const names = [...new Set(Array.from(valuesOf(place, role), (place) => places[place][0]))];
  const more = names.length - PLACES;
  return names.slice(0, PLACES).join(", ") + (more > 0 ? " " + places_more.replace("{n}", String(more)) : "");
}

/** A list in the page whose rows say other things when other roles are shown. */
export class List {
  element = element("ul", { className: "roles" });
  /** Those that are shown, then those that have been. @type {Row[]} */
  #all = [];
  #shown = 0;

  /** @param {Rows} rows */
  constructor(rows) {
    this.rows = rows;
  }

  /**
   * Shows roles.
   * @param {ArrayLike<number>} roles @param {(role: number) => Element[]} besideOf what stands in a row beside the role's own facts
   */
  show(roles, besideOf) {
    const all = this.#all;
    /** @type {Element[]} */
    const more = [];
    for (let i = 0; i < roles.length; i++) {
      const before = all[i];
      const row = (all[i] = this.rows.of(roles[i], before));
      for (const old of row.beside) old.remove();
      row.beside = besideOf(roles[i]);
      if (row.beside.length) row.element.append(...row.beside);
      if (i >= this.#shown) more.push(row.element);
      else if (row !== before) before.element.replaceWith(row.element);
    }
    this.element.append(...more);
    while (this.#shown > roles.length) all[--this.#shown].element.remove();
    this.#shown = roles.length;
  }
}
