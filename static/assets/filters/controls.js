/* The values of a facet as boxes to tick: the commonest first, the rest on request, narrowed by typing. */

import { fold } from "./state.js";

/** How many values of a facet are shown at first, and at most. */
const SHOWN = 8;
const MOST = 100;

/** An element. @param {string} name @param {Record<string, any>} [has] @param {(Node | string)[]} inside */
export function element(name, has = {}, ...inside) {
  const made = Object.assign(document.createElement(name), has);
  if (inside.length) made.append(...inside);
  return made;
}

/** Puts words into a text: `fill("{n} more", { n: 3 })`. @param {string} text @param {Record<string, any>} words */
export const fill = (text, words) => text.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);

/** Puts children in order without touching those that are in their place; none loses the focus.
 * @param {Element} parent @param {Element[]} children */
export function arrange(parent, children) {
  const wanted = new Set(children);
  const focused = /** @type {HTMLElement | null} */ (parent.contains(document.activeElement) ? document.activeElement : null);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, i) => {
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
  });
  // Being moved takes the focus away.
  if (parent.contains(focused)) focused?.focus({ preventScroll: true });
}

/** A value of a facet; its box is made when it is first shown.
 * @typedef {{slug: string, name: string, beside: string, place: number, isIn: boolean, said: number,
 *   box?: {label: HTMLLabelElement, input: HTMLInputElement, count: Text}}} Value */

/** The values of one facet. */
export class Values {
  /** @type {Map<string, Value>} */
  #items = new Map();
  /** The commonest first. @type {Value[]} */
  #order = [];
  /** @type {Value[]} */
  #shown = [];
  /** @type {string[]} */
  #chosen = [];
  /** How many roles each value would leave, by its place. @type {Uint32Array | null} */
  #counts = null;

  /** @param {HTMLElement} group the facet's field set */
  constructor(group) {
    this.group = group;
    this.facet = group.dataset.facet ?? "";
    this.list = element("div", { className: "values" });
    this.only = /** @type {HTMLElement | null} */ (group.querySelector(".only"));
    group.append(this.list);
  }

  /**
   * Gives the facet its values, each with its place among the facet's terms where that is known.
   * @param {{slug: string, name: string, beside: string, count: number, place: number}[]} values
   */
  set(values) {
    values.sort((a, b) => b.count - a.count);
    this.#order = values.map(({ slug, name, beside, count, place }) => {
      const item = this.#items.get(slug) ?? { slug, name, beside, place, isIn: count > 0, said: count };
      this.#items.set(slug, item);
      item.place = place;
      return item;
    });
    this.group.hidden = !values.some(({ count }) => count);
  }

  /** The box of a value. @param {Value} item */
  #box(item) {
    if (item.box) return item.box;
    const { slug, name, beside, said } = item;
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name: this.facet, value: slug }));
    const count = document.createTextNode(String(said));
    const label = /** @type {HTMLLabelElement} */ (element("label", {}, input, element("span", {}, name), element("small", {}, count)));
    if (beside) label.children[1].append(", ", element("i", {}, beside));
    return (item.box = { label, input, count });
  }

  /** Offers the values beyond the first. @param {Texts} texts */
  unfold(texts) {
    const all = this.#order.filter(({ isIn }) => isIn).length;
    if (all <= SHOWN || this.more) return;
    this.narrow = /** @type {HTMLInputElement} */ (element("input", { type: "search", autocomplete: "off", hidden: true }));
    const title = this.group.querySelector("legend")?.textContent;
    this.narrow.setAttribute("aria-label", fill(texts.narrow, { name: title }));
    this.rest = element("p", { hidden: true });
    const open = fill(texts.show_all, { n: all });
    this.more = element("button", { type: "button", className: "more" }, open);
    this.more.setAttribute("aria-expanded", "false");
    this.list.before(this.narrow);
    this.group.append(this.rest, this.more);
    this.more.addEventListener("click", () => {
      const isOpen = Boolean(this.narrow?.hidden);
      /** @type {HTMLInputElement} */ (this.narrow).hidden = !isOpen;
      /** @type {HTMLElement} */ (this.more).textContent = isOpen ? texts.show_fewer : open;
      this.more?.setAttribute("aria-expanded", String(isOpen));
      this.list.classList.toggle("all", isOpen);
      this.#arrange();
    });
    this.narrow.addEventListener("input", (event) => {
      event.stopPropagation();
      this.#arrange();
    });
    this.beyond = texts.narrowed;
  }

  /** Shows which values are chosen, and how many roles each would leave.
   * @param {string[]} chosen @param {Uint32Array | null} counts by the values' places; null when they are as they were */
  show(chosen, counts) {
    this.#chosen = chosen;
    this.#counts = counts ?? this.#counts;
    this.#arrange();
  }

  /** The name of a value. @param {string} slug */
  name(slug) {
    return this.#items.get(slug)?.name ?? slug;
  }

  #arrange() {
    const isOpen = this.narrow && !this.narrow.hidden;
    const typed = isOpen ? fold(this.narrow?.value ?? "") : "";
    const active = document.activeElement;
    let left = isOpen ? MOST : SHOWN;
    let beyond = 0;
    const shown = [];
    for (const item of this.#order) {
      const { slug, name, isIn, place } = item;
      const isChosen = this.#chosen.includes(slug);
      if (!isChosen && !(item.box && item.box.input === active)) {
        if (!isIn || (typed && !fold(name).includes(typed))) continue;
        if (left <= 0) {
          beyond++;
          continue;
        }
      }
      left--;
      shown.push(item);
      const { label, input, count } = this.#box(item);
      if (input.checked !== isChosen) input.checked = isChosen;
      if (!this.#counts) continue;
      const number = this.#counts[place] ?? 0;
      // Most counts stay, and to ask the page what it says costs more than to remember it.
      if (item.said !== number) count.data = String(number);
      if (!item.said !== !number) label.classList.toggle("none", !number);
      item.said = number;
    }
    if (shown.length !== this.#shown.length || shown.some((item, i) => item !== this.#shown[i])) {
      arrange(this.list, shown.map((item) => this.#box(item).label));
    }
    this.#shown = shown;
    if (this.rest) {
      this.rest.hidden = !isOpen || !beyond;
      if (isOpen) this.rest.textContent = fill(this.beyond ?? "", { n: beyond });
    }
  }
}
