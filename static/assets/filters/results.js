/* What a list page shows: the rows of the roles that match, how many there are, what is chosen, and the pages. */

import { arrange, element, fill } from "./controls.js";
import { byClosing, byScore, bySalary, commonCurrency, dayOf } from "./filter.js";
import { isKnown } from "./profile.js";
import { List } from "./rows.js";
import { CHOICES, isNothing } from "./state.js";

/** How many pages around the current one a pager names, as on the site's own pages. */
const NEIGHBOURS = 2;

/** @param {string} selector @param {ParentNode} within @returns {any} */
const find = (selector, within) => within.querySelector(selector);

export class Results {
  /** What stands in the place of the page's own list; null while that is there. @type {Element[] | null} */
  #parts = null;
  /** The options that say how many roles they would leave, by the name of their select.
   * @type {Record<string, {option: HTMLOptionElement, name: string, value: string, said: number | undefined}[]>} */
  #options = {};
  /** Orders made so far. @type {Record<string, Uint32Array>} */
  #orders = {};
  #currency = "";
  /** What is chosen, as the chips say it. */
  #said = "";

  /** @param {any} bar the page's @param {any} form @param {import("./rows.js").Rows} rows */
  constructor(bar, form, rows) {
    this.says = bar;
    this.bar = bar.bar;
    this.status = bar.status;
    this.roles = bar.roles;
    this.form = form;
    this.lists = { stated: new List(rows), open: new List(rows), heading: element("h2") };
    this.own = [...this.roles.childNodes];
    this.match = find("option[value=match]", this.bar);
    this.chips = find(".chosen ul", this.bar);
    this.clear = find(".clear", this.bar);
    this.many = find("details.browse summary small", form);
  }

  /** Forgets the order that depends on the candidate. */
  forget() {
    delete this.#orders.match;
  }

  /**
   * Shows what is chosen.
   * @param {any} page what is chosen, and the data
   * @returns {Uint32Array | null} the roles to be shown when the titles of some are not there yet
   */
  show(page) {
    const { selection, state, search, loader, match, profile } = page;
    const { board } = loader;
    const { per_page: perPage, texts } = board;
    const now = new Date();
    selection.update(state, search, dayOf(`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`));
    const sort = state.sort === "match" && !match ? "newest" : state.sort;
    const { roles, stated } = selection.matching(this.#order(sort, page), sort === "newest");
    const pages = Math.max(1, Math.ceil(roles.length / perPage));
    const number = Math.min(state.page, pages);
    const first = (number - 1) * perPage;
    const shown = roles.subarray(first, first + perPage);
    if (!loader.hasTitles(shown)) return shown;
    const isInList = this.roles.contains(document.activeElement);
    const wasOwn = !this.#parts;
    if (isNothing(state) && sort === "newest" && number === page.ownPage && !match) {
      if (!wasOwn) this.roles.replaceChildren(...this.own);
      this.#parts = null;
    } else {
      const split = Math.max(0, stated - first);
      const parts = this.#list(this.lists.stated, shown.subarray(0, split), page);
      const open = this.#list(this.lists.open, shown.subarray(split), page);
      if (open.length && stated < roles.length) {
        this.lists.heading.textContent = openTerms(selection, roles[stated], texts);
        parts.push(this.lists.heading);
      }
      parts.push(...open);
      if (!roles.length) parts.push(element("p", { className: "empty" }, texts.none, " ", texts.none_help));
      if (pages > 1) parts.push(this.#pager(page, number, pages));
      if (parts.length !== this.#parts?.length || parts.some((part, i) => part !== this.#parts?.[i])) this.roles.replaceChildren(...parts);
      this.#parts = parts;
    }
    // The link that had the focus leads to another role now, if it is there at all.
    if (isInList && !(wasOwn && !this.#parts)) this.says.focus();
    this.says.wait(false);
    const counted = plural(board, isNothing(state) ? texts.roles : texts.found, roles.length, selection.total);
    this.status.textContent = page.ignored.length ? `${counted}. ${fill(texts.ignored, { values: page.ignored.join(", ") })}` : counted;
    this.match.hidden = this.match.disabled = !isKnown(profile);
    this.counts(page);
    this.#chosen(page);
    return null;
  }

  /** @param {string} sort @param {any} page */
  #order(sort, { loader: { board }, state, match }) {
    if (sort === "newest") return null;
    const currency = sort === "salary" ? state.salary?.currency ?? (this.#currency ||= commonCurrency(board)) : "";
    return (this.#orders[sort + currency] ??=
      sort === "closing" ? byClosing(board) : sort === "salary" ? bySalary(board, currency) : byScore(match.scores()));
  }

  /** A list of roles, if there are any. @param {List} list @param {Uint32Array} roles @param {any} page @returns {Element[]} */
  #list(list, roles, page) {
    if (!roles.length) return [];
    list.show(roles, (role) => this.#beside(page, role));
    return [list.element];
  }

  /** What a row says beside the role's own facts. @param {any} page @param {number} role */
  #beside({ loader: { board }, selection, match }, role) {
    const { texts, facets } = board;
    /** @type {Element[]} */
    const beside = [];
    const open = selection.unstated(role).map((/** @type {string} */ name) => texts.unstated[name]);
    if (open.length) beside.push(element("p", { className: "open" }, open.join(" · ")));
    const verdict = match?.verdict(role);
    if (verdict?.total || verdict?.niceTotal) {
      const said = element("p", { className: "match" });
      const all = verdict.met === verdict.total ? "all" : "";
      if (verdict.total) said.append(element("b", { className: all }, fill(texts.meets, { n: verdict.met, total: verdict.total })));
      const names = verdict.missing.map((/** @type {{facet: string, term: number, level: number}} */ { facet, term, level }) => {
        const name = facets.find((/** @type {Facet} */ { name }) => name === facet).names[term];
        return level ? `${name} (${board[`${facet}_levels`][level - 1]})` : name;
      });
      const rest = names.length ? [fill(texts.missing, { names: names.join(", ") })] : [];
      if (verdict.niceTotal) rest.push(fill(texts.nice, { n: verdict.nice, total: verdict.niceTotal }));
      for (const text of rest) said.append(said.firstChild ? " · " : "", text);
      beside.push(said);
    }
    return beside;
  }

  /** @param {any} page @param {number} number @param {number} pages */
  #pager(page, number, pages) {
    const { texts } = page.loader.board;
    const link = (/** @type {number} */ to, /** @type {(Node | string)[]} */ ...inside) => {
      const made = element("a", { href: page.addressOf(to) }, ...inside);
      made.dataset.page = String(to);
      if (to === number) made.setAttribute("aria-current", "page");
      return made;
    };
    const steps = element("ol");
    for (let step = 1, last = 0; step <= pages; step++) {
      if (step > 1 && step < pages && Math.abs(step - number) > NEIGHBOURS) continue;
      if (step > last + 1) steps.append(element("li", {}, "…"));
      steps.append(element("li", {}, link(step, element("span", { className: "hidden" }, texts.page + " "), String(step))));
      last = step;
    }
    const nav = element("nav", { className: "pager" });
    nav.setAttribute("aria-label", texts.pages);
    if (number > 1) nav.append(link(number - 1, texts.previous));
    nav.append(steps);
    if (number < pages) nav.append(link(number + 1, texts.next));
    return nav;
  }

  /** What is chosen in one row, each with a way to take it away. @param {any} page */
  #chosen({ state, facets, loader: { board } }) {
    const { elements } = this.form;
    /** @type {[string, string, string][]} */
    const chosen = [];
    for (const key of CHOICES) {
      const values = facets.find((/** @type {any} */ { facet }) => facet === key);
      for (const slug of state.choices[key] ?? []) chosen.push([key, slug, values?.name(slug) ?? slug]);
    }
    const option = (/** @type {HTMLSelectElement} */ select) => select?.selectedOptions[0]?.dataset.name ?? select?.value ?? "";
    for (const key of ["education", "experience", "posted"]) {
      if (state[key] !== null && state[key] !== "") chosen.push([key, "", option(elements[key])]);
    }
    const { salary } = state;
    if (salary) chosen.push(["salary", "", `${grouped(board, salary.amount)} ${salary.currency} ${elements.per?.selectedOptions[0]?.text ?? salary.per}`]);
    if (state.q.trim()) chosen.push(["q", "", `“${state.q.trim()}”`]);
    const said = JSON.stringify(chosen);
    if (said === this.#said) return;
    this.#said = said;
    const list = this.chips;
    const before = new Map([...list.children].map((/** @type {any} */ item) => [item.id, item]));
    const buttons = () => /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("button")]);
    const place = list.contains(document.activeElement) ? buttons().findIndex((chip) => chip === document.activeElement) : -1;
    arrange(list, chosen.map(([key, value, name]) => {
      const id = `chosen-${key}-${value}${CHOICES.includes(key) ? "" : name}`;
      if (before.has(id)) return before.get(id);
      const button = element("button", { type: "button" }, name, " ", element("span", { ariaHidden: "true" }, "×"));
      button.setAttribute("aria-label", fill(board.texts.remove, { name }));
      Object.assign(button.dataset, { key, value });
      return element("li", { id }, button);
    }));
    if (place >= 0 && !list.contains(document.activeElement)) (buttons()[place] ?? buttons().at(-1) ?? this.status).focus({ preventScroll: true });
    this.clear.hidden = !chosen.length;
    this.many.textContent = chosen.length || "";
  }

  /** The numbers beside the values. @param {any} page */
  counts({ selection, facets, state, loader: { board } }) {
    for (const values of facets) {
      if (values.group.hidden) continue;
      values.show(state.choices[values.facet] ?? [], selection.counts(values.facet));
      if (!values.only) continue;
      values.only.hidden = !state.choices[values.facet];
      find("input", values.only).checked = Boolean(state.only[values.facet]);
    }
    const { education, experience, posted } = this.form.elements;
    for (const select of [education, experience, posted]) {
      if (!select) continue;
      const { name, options } = select;
      const facet = board.facets.find((/** @type {Facet} */ facet) => facet.name === name);
      const counts = selection.counts(name);
      // An address may have brought an option that the site does not offer.
      if (this.#options[name]?.length !== options.length - 1) {
        this.#options[name] = [...options].slice(1).map((option) => {
          const name = (option.dataset.name ??= option.text);
          return { option, name, value: option.value, said: undefined };
        });
      }
      for (const one of this.#options[name]) {
        const count = facet ? counts[facet.slugs.indexOf(one.value)] : selection.within(counts, Number(one.value));
        if (count === one.said) continue;
        one.said = count;
        one.option.text = `${one.name} (${grouped(board, count)})`;
      }
    }
  }
}

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** The heading of the roles that leave open what is asked for. @param {import("./filter.js").Selection} selection @param {number} role @param {Texts} texts */
function openTerms(selection, role, texts) {
  const rules = selection.openable();
  return rules.length === 1 ? texts.unstated[rules[0]] : texts.open_terms;
}

/** A number with its digits in groups. @param {Board} board @param {number} number */
const grouped = (board, number) => String(number).replace(/\B(?=(\d{3})+$)/g, board.digits);

/** The plural rules of the site's language, which are slow to make. @type {Intl.PluralRules | undefined} */
let rules;

/** The form of a plural that goes with `n`. @param {Board} board @param {Record<string, string>} forms @param {number} n @param {number} total */
function plural(board, forms, n, total) {
  rules ??= new Intl.PluralRules(board.language);
  const form = rules.select(n);
  return fill(forms[form] ?? forms.other, { n: grouped(board, n), total: grouped(board, total) });
}
