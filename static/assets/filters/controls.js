/* The values of a facet as boxes to tick: the commonest first, the rest on request, narrowed by typing. */

import { fold } from "./state.js";

/** How many values of a facet are shown at first, and at most. */
const SHOWN = 8;
const MOST = 100;

/** An element. @param {string} name @param {Record<string, any>} [has] @param {(Node | string)[]} inside */
export function element(name, has = {}, ...inside) {
  const made = Object.assign(document.createElement(name), has);
  made.append(...inside);
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

/** The values of one facet. */
export class Values {
  /** With whether any role of the page has it.
   * @type {Map<string, {label: HTMLLabelElement, input: HTMLInputElement, count: Element, name: string, isIn: boolean}>} */
  #items = new Map();
  /** @type {string[]} the slugs, the commonest first */
  #order = [];
  /** @type {string[]} */
  #chosen = [];

  /** @param {HTMLElement} group the facet's field set */
  constructor(group) {
    this.group = group;
    this.facet = group.dataset.facet ?? "";
    this.list = element("div", { className: "values" });
    group.append(this.list);
  }

  /**
   * Gives the facet its values.
   * @param {{slug: string, name: string, beside: string, count: number}[]} values
   */
  set(values) {
    values.sort((a, b) => b.count - a.count);
    for (const { slug, name, beside, count } of values) {
      if (this.#items.has(slug)) continue;
      const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name: this.facet, value: slug }));
      const number = element("small", {}, String(count));
      const label = /** @type {HTMLLabelElement} */ (element("label", {}, input, element("span", {}, name), number));
      if (beside) label.children[1].append(", ", element("i", {}, beside));
      this.#items.set(slug, { label, input, count: number, name, isIn: count > 0 });
    }
    this.#order = values.map((value) => value.slug);
    this.group.hidden = !values.some(({ count }) => count);
  }

  /** Offers the values beyond the first. @param {Texts} texts */
  unfold(texts) {
    const all = this.#order.filter((slug) => this.#items.get(slug)?.isIn).length;
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

  /** Shows which values are chosen, and how many roles each would leave. @param {string[]} chosen @param {((slug: string) => number) | null} count */
  show(chosen, count) {
    this.#chosen = chosen;
    this.count = count ?? this.count;
    this.#arrange();
  }

  /** The name of a value. @param {string} slug */
  name(slug) {
    return this.#items.get(slug)?.name ?? slug;
  }

  #arrange() {
    const isOpen = this.narrow && !this.narrow.hidden;
    const typed = isOpen ? fold(this.narrow?.value ?? "") : "";
    const isChosen = (/** @type {string} */ slug) => this.#chosen.includes(slug);
    const active = document.activeElement;
    let left = isOpen ? MOST : SHOWN;
    let beyond = 0;
    const shown = this.#order.filter((slug) => {
      const item = this.#items.get(slug);
      if (isChosen(slug) || item?.input === active) return left--, true;
      if (!item?.isIn || (typed && !fold(this.name(slug)).includes(typed))) return false;
      return left > 0 ? (left--, true) : (beyond++, false);
    });
    for (const slug of shown) {
      const item = this.#items.get(slug);
      if (!item) continue;
      item.input.checked = isChosen(slug);
      if (!this.count) continue;
      const count = this.count(slug);
      const text = String(count);
      if (item.count.textContent !== text) item.count.textContent = text;
      item.label.classList.toggle("none", !count);
    }
    arrange(this.list, shown.flatMap((slug) => this.#items.get(slug)?.label ?? []));
    if (this.rest) {
      this.rest.hidden = !isOpen || !beyond;
      this.rest.textContent = fill(this.beyond ?? "", { n: beyond });
    }
  }
}
