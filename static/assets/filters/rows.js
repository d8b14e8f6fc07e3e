/* Rows of a list, made of the same template as the site's own: each `{role.title}` in it is filled in. */

import { titled, valuesOf } from "./board.js";

const NAMES = /\{role\.([a-z_.]+)\}/g;

/** How many places and skills a row names. */
const PLACES = 2;
const SKILLS = 4;

/** What a row says of a role, under the names of its template; null while the title has not arrived.
 * @param {Board} board @param {number} role @param {string} root the path of the site
 * @returns {Record<string, string> | null} */
export function factsOf(board, role, root) {
  const named = titled(board, role);
  if (!named) return null;
  const { of, salaries, posted, closes, languages, draft, flags } = board;
  const terms = (/** @type {string} */ name) => {
    const { names } = /** @type {Facet} */ (board.facets.find((facet) => facet.name === name));
    return Array.from(valuesOf(of[name], role), (term) => names[term]);
  };
  const first = (/** @type {string} */ column) => valuesOf(of[column], role)[0] ?? -1;
  const [day, inWords] = posted[first("posted")] ?? ["", ""];
  const facts = {
    title: named.title,
    url: `${root}jobs/${encodeURIComponent(named.slug)}/`,
    language: languages[first("tongue")] ?? "",
    company: terms("company").join(),
    department: terms("department").join(),
    places: placesOf(board, role),
    workplace: terms("workplace").join(),
    employment: terms("employment").join(", "),
    level: terms("level").join(),
    salary: salaries[first("salary")]?.[0] ?? "",
    "posted.iso": day,
    "posted.text": inWords,
    closing: flags[role] === 1 ? draft : flags[role] === 2 ? closes[first("closes")][1] : "",
    skills_text: terms("skill").slice(0, Math.min(SKILLS, board.required[role])).join(", "),
  };
  const { company, department, places, workplace, employment, level } = facts;
  return { ...facts, facts: [company, department, places, workplace, employment, level].filter(Boolean).join(" · ") };
}

/** The first places in words: "Berlin, Shanghai + 2". @param {Board} board @param {number} role */
function placesOf({ of, places, places_more }, role) {
  const names = [...new Set(Array.from(valuesOf(of.place, role), (place) => places[place][0]))];
  const more = names.length - PLACES;
  return names.slice(0, PLACES).join(", ") + (more > 0 ? " " + places_more.replace("{n}", String(more)) : "");
}

/** Makes rows of a template. */
export class Rows {
  /** @param {HTMLTemplateElement} template */
  constructor(template) {
    this.row = /** @type {Element} */ (template.content.firstElementChild);
    /** Where something is filled in: the way to the node by its place among its siblings, and the attribute.
     * @type {{way: number[], attribute: string | null, text: string}[]} */
    this.slots = [];
    this.#find(this.row, []);
  }

  /** @param {Node} node @param {number[]} way */
  #find(node, way) {
    const slot = (/** @type {string | null} */ attribute, /** @type {string} */ text) => {
      if (text.includes("{role.")) this.slots.push({ way, attribute, text });
    };
    if (node instanceof Element) for (const { name, value } of node.attributes) slot(name, value);
    else slot(null, node.nodeValue ?? "");
    node.childNodes.forEach((child, place) => this.#find(child, [...way, place]));
  }

  /** A row; what a role does not say leaves nothing behind. @param {Record<string, string>} facts */
  of(facts) {
    const row = /** @type {Element} */ (this.row.cloneNode(true));
    const nodes = this.slots.map(({ way }) => way.reduce((/** @type {Node} */ node, place) => node.childNodes[place], row));
    this.slots.forEach(({ attribute, text }, i) => {
      const node = nodes[i];
      let isSaid = false;
      const filled = text.replace(NAMES, (_, name) => ((isSaid ||= Boolean(facts[name])), facts[name] ?? ""));
      if (attribute) {
        const element = /** @type {Element} */ (node);
        if (isSaid) element.setAttribute(attribute, filled);
        else element.removeAttribute(attribute);
      } else if (isSaid || node.parentNode === row) {
        node.nodeValue = filled;
      } else {
        node.parentElement?.remove();
      }
    });
    return row;
  }
}
