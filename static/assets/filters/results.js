/* What a list page shows: the rows of the roles that match, how many there are, what is chosen, and the pages. */

import { arrange, element, fill } from "./controls.js";
import { byClosing, byScore, bySalary, commonCurrency, dayOf } from "./filter.js";
import { isKnown } from "./profile.js";
import { factsOf, Rows } from "./rows.js";
import { CHOICES, isNothing } from "./state.js";

export { Selection } from "./filter.js";

/** How many pages around the current one a pager names, as on the site's own pages. */
const NEIGHBOURS = 2;

/** How many rows are kept for when they are shown again. */
const MOST_ROWS = 500;

/** @param {string} selector @param {ParentNode} within @returns {any} */
const find = (selector, within) => within.querySelector(selector);

export class Results {
  /** Rows made so far, each with what stands in it beside the role's own facts. @type {Map<number, {row: Element, beside: Element[]}>} */
  #made = new Map();
  /** What the options of the selects say. @type {WeakMap<HTMLOptionElement, string>} */
  #said = new WeakMap();
  /** Orders made so far. @type {Record<string, Uint32Array>} */
  #orders = {};
  /** Whether the list is still the one that the page came with. */
  #isOwn = true;

  /** @param {any} bar the page's @param {any} form @param {HTMLTemplateElement} row @param {string} root the site's path */
  constructor(bar, form, row, root) {
    this.says = bar;
    this.bar = bar.bar;
    this.status = bar.status;
    this.roles = bar.roles;
    this.form = form;
    this.root = root;
    this.rows = new Rows(row);
    this.own = [...this.roles.childNodes];
  }

  /** Forgets the order that depends on the candidate. */
  forget() {
    delete this.#orders.match;
  }

  /** The buttons that take a choice away. @returns {HTMLButtonElement[]} */
  chips() {
    return [...this.bar.querySelectorAll(".chosen li button")];
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
    if (isNothing(state) && sort === "newest" && number === page.ownPage && !match) {
      if (!this.#isOwn) this.roles.replaceChildren(...this.own);
      this.#isOwn = true;
    } else {
      const row = (/** @type {number} */ role) => this.#row(page, role);
      const split = Math.max(0, stated - first);
      const parts = [...this.#section("", shown.subarray(0, split), row)];
      parts.push(...this.#section(stated < roles.length ? openTerms(selection, roles[stated], texts) : "", shown.subarray(split), row));
      if (!roles.length) parts.push(element("p", { className: "empty" }, texts.none, " ", texts.none_help));
      if (pages > 1) parts.push(this.#pager(page, number, pages));
      this.roles.replaceChildren(...parts);
      this.#isOwn = false;
    }
    if (isInList && !this.roles.contains(document.activeElement)) this.says.focus();
    this.says.wait(false);
    const counted = plural(board, isNothing(state) ? texts.roles : texts.found, roles.length, selection.total);
    this.status.textContent = page.ignored.length ? `${counted}. ${fill(texts.ignored, { values: page.ignored.join(", ") })}` : counted;
    find("option[value=match]", this.bar).hidden = find("option[value=match]", this.bar).disabled = !isKnown(profile);
    this.#chosen(page);
    this.counts(page);
    return null;
  }

  /** @param {string} sort @param {any} page */
  #order(sort, { loader: { board }, state, match }) {
    if (sort === "newest") return null;
    const currency = sort === "salary" ? state.salary?.currency ?? commonCurrency(board) : "";
    return (this.#orders[sort + currency] ??=
      sort === "closing" ? byClosing(board) : sort === "salary" ? bySalary(board, currency) : byScore(match.scores()));
  }

  /** @param {string} heading @param {Uint32Array} roles @param {(role: number) => Element} row */
  #section(heading, roles, row) {
    if (!roles.length) return [];
    const list = element("ul", { className: "roles" }, ...Array.from(roles, row));
    return heading ? [element("h2", {}, heading), list] : [list];
  }

  /** @param {any} page @param {number} role */
  #row({ loader: { board }, selection, match }, role) {
    const { texts, facets } = board;
    if (this.#made.size > MOST_ROWS) this.#made.clear();
    const made = this.#made.get(role) ?? { row: this.rows.of(/** @type {any} */ (factsOf(board, role, this.root))), beside: [] };
    this.#made.set(role, made);
    const { row } = made;
    for (const old of made.beside) old.remove();
    made.beside = [];
    const open = selection.unstated(role).map((/** @type {string} */ name) => texts.unstated[name]);
    if (open.length) made.beside.push(element("p", { className: "open" }, open.join(" · ")));
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
      made.beside.push(said);
    }
    row.append(...made.beside);
    return row;
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
    const list = find(".chosen ul", this.bar);
    const before = new Map([...list.children].map((/** @type {any} */ item) => [item.id, item]));
    const place = this.chips().findIndex((chip) => chip === document.activeElement);
    arrange(list, chosen.map(([key, value, name]) => {
      const id = `chosen-${key}-${value}${CHOICES.includes(key) ? "" : name}`;
      if (before.has(id)) return before.get(id);
      const button = element("button", { type: "button" }, name, " ", element("span", { ariaHidden: "true" }, "×"));
      button.setAttribute("aria-label", fill(board.texts.remove, { name }));
      Object.assign(button.dataset, { key, value });
      return element("li", { id }, button);
    }));
    const chips = this.chips();
    if (place >= 0 && !list.contains(document.activeElement)) (chips[place] ?? chips.at(-1) ?? this.status).focus({ preventScroll: true });
    find(".clear", this.bar).hidden = !chosen.length;
    find("details.browse summary small", this.form).textContent = chosen.length || "";
  }

  /** The numbers beside the values. @param {any} page */
  counts({ selection, facets, state, loader: { board } }) {
    for (const values of facets) {
      if (values.group.hidden) continue;
      const { slugs } = board.facets.find((/** @type {Facet} */ { name }) => name === values.facet);
      const counts = selection.counts(values.facet);
      values.places ??= new Map(slugs.map((/** @type {string} */ slug, /** @type {number} */ i) => [slug, i]));
      values.show(state.choices[values.facet] ?? [], (/** @type {string} */ slug) => counts[values.places.get(slug)] ?? 0);
      const only = find(".only", values.group);
      if (only) {
        only.hidden = !state.choices[values.facet];
        find("input", only).checked = Boolean(state.only[values.facet]);
      }
    }
    const { education, experience, posted } = this.form.elements;
    const days = posted && selection.counts("posted");
    for (const select of [education, experience, posted].filter(Boolean)) {
      const facet = board.facets.find((/** @type {Facet} */ { name }) => name === select.name);
      const counts = facet && selection.counts(facet.name);
      for (const option of [...select.options].slice(1)) {
        option.dataset.name ??= option.text;
        const count = facet ? counts[facet.slugs.indexOf(option.value)] : selection.within(days, Number(option.value));
        const text = count === undefined ? option.dataset.name : `${option.dataset.name} (${grouped(board, count)})`;
        // Most counts stay, and to set a text costs far more than to compare it.
        if (this.#said.get(option) === text) continue;
        this.#said.set(option, text);
        option.text = text;
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
