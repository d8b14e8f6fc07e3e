/* The filters of a list page. The state of the page is what its address says; the board is what the data's files say;
   what is shown is the one in the light of the other. */

import { element, Values } from "./controls.js";
import { Loader } from "./load.js";
import { isKnown, keep, kept } from "./profile.js";
import { choose, CHOICES, isNothing, KEYS, nothing, ONLY, read, written } from "./state.js";

/** Facets of which a role has one value: on the page of such a value there is nothing to choose. */
const SINGLE = ["company", "department", "workplace", "level"];

/** @param {string} selector @param {ParentNode} within @returns {any} */
const find = (selector, within) => within.querySelector(selector);

/** What a list page says of its list: how many roles, what is chosen, and the roles themselves. */
class Bar {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.bar = find(".results", list);
    this.status = find("[role=status]", this.bar);
    this.roles = find("#roles", list);
    /** Whether the data is on its way; null before anybody has asked for it. @type {boolean | null} */
    this.isWaiting = null;
    const count = document.querySelector("p.count");
    if (!count) return;
    // From here on the number of roles stands beside the list, where it changes.
    this.status.textContent = count.textContent;
    count.remove();
  }

  /** Says that the data is on its way. @param {boolean} isWaiting */
  wait(isWaiting) {
    if (isWaiting === this.isWaiting) return;
    this.isWaiting = isWaiting;
    this.roles.setAttribute("aria-busy", String(isWaiting));
    if (isWaiting) this.status.textContent = this.bar.dataset.loading;
  }

  fail() {
    this.wait(false);
    this.status.textContent = this.bar.dataset.failed;
  }

  /** Puts the focus where the number of roles is read, without moving the page. */
  focus() {
    this.status.focus({ preventScroll: true });
  }
}

class ListPage {
  state = nothing();
  profile = kept();
  /** What matches, once the data is there. @type {import("./filter.js").Selection | null} */
  selection = null;
  /** What shows it. @type {import("./results.js").Results | null} */
  results = null;
  /** @type {import("./search.js").Search | null} */
  search = null;
  /** @type {import("./match.js").Match | null} */
  match = null;
  /** What the address says and nobody knows. @type {string[]} */
  ignored = [];
  /** The field that is being typed into: what is typed is one choice. */
  typing = "";
  /** Counts the changes, so that what arrives late does not overtake what came after. */
  #turn = 0;
  #hasPanel = false;

  /** @param {HTMLElement} list */
  constructor(list) {
    const { filters = "", scope = "", list: home = "", page } = list.dataset;
    this.list = list;
    this.loader = new Loader(new URL(filters, location.href));
    this.home = home;
    this.ownPage = Number(page);
    const [facet, slug] = scope.split("=");
    this.scope = slug ? { facet, slug } : null;
    this.form = find("form.filters", list);
    this.links = find("details.browse:not(form *)", list);
    this.root = this.loader.url.pathname.replace(/[^/]*$/, "");
    this.bar = new Bar(list);
    this.facets = [...this.form.querySelectorAll("fieldset[data-facet]")].map((group) => new Values(group));
  }

  start() {
    const { form, list } = this;
    this.#useFilters(true);
    this.#fromLinks();
    this.#readAddress();
    list.addEventListener("input", (event) => this.#changed(/** @type {HTMLInputElement} */ (event.target)));
    list.addEventListener("click", (event) => this.#clicked(event, /** @type {HTMLElement} */ (event.target)));
    list.addEventListener("focusout", () => (this.typing = ""));
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    addEventListener("popstate", () => {
      this.typing = "";
      this.#readAddress();
      this.#show();
    });
    const panel = find(".profile", form);
    panel?.addEventListener("toggle", () => panel.open && this.#openPanel(panel));
    if (panel && location.hash === "#match") panel.open = true;
    const attempt = (/** @type {() => Promise<any>} */ prepare) => () => void prepare().catch(() => {});
    // A control is touched a good while before it has changed.
    for (const touch of ["pointerdown", "focusin"]) form.addEventListener(touch, attempt(() => this.#prepare()), { once: true });
    const ahead = attempt(async () => {
      if (/** @type {any} */ (navigator).connection?.saveData) return;
      await ((await this.loader.isSmall()) ? this.#prepare() : this.#code());
    });
    if (!this.#isPlain() || isKnown(this.profile)) this.#show();
    else if ("requestIdleCallback" in globalThis) requestIdleCallback(ahead);
    else setTimeout(ahead, 300);
  }

  /** Shows the filters, or the links that lead to the same roles. @param {boolean} use */
  #useFilters(use) {
    this.form.hidden = !use && Boolean(this.links);
    this.bar.bar.hidden = false;
    if (this.links) this.links.hidden = use;
  }

  /** Before the data is there, the links of the page say which values are the commonest. */
  #fromLinks() {
    const links = this.links ? [...this.links.querySelectorAll("li a")] : [];
    for (const values of this.facets) {
      const path = `${this.root}${values.facet}/`;
      const own = links.filter((link) => link.pathname.startsWith(path) && link.pathname !== path);
      values.set(
        own.map((link) => ({
          slug: decodeURIComponent(link.pathname.slice(path.length, -1)),
          name: link.textContent,
          beside: "",
          count: parseInt(link.nextSibling?.nodeValue.replace(/\D/g, ""), 10),
          place: -1,
        })),
      );
    }
  }

  // --- What is chosen ------------------------------------------------------------------------------------------------

  #readAddress() {
    const facets = this.loader.board?.facets;
    const knows = (/** @type {string} */ name, /** @type {string} */ slug) =>
      !facets || facets.some((facet) => facet.name === name && facet.slugs.includes(slug));
    const { state, ignored } = read(location.search, knows);
    this.state = state;
    // Others have keys of their own in addresses, such as where a visitor came from.
    this.ignored = ignored.filter((pair) => KEYS.includes(pair.split("=")[0]));
    if (isNothing(this.state) && !/[?&]page=/.test(location.search)) {
      this.state.page = Number(/\/page\/(\d+)\/$/.exec(location.pathname)?.[1] ?? 1);
    }
    this.#showControls();
  }

  /** Whether the list that the page came with is what is asked for. */
  #isPlain() {
    const { state } = this;
    return isNothing(state) && state.sort === "newest" && state.page === this.ownPage && !this.ignored.length;
  }

  /** @param {HTMLInputElement} control */
  #changed({ name, value, checked }) {
    const { state, form } = this;
    const only = Object.entries(ONLY).find(([, key]) => key === name);
    if (CHOICES.includes(name)) choose(state, name, value, checked);
    else if (only) state.only[only[0]] = checked;
    else if (name === "experience" || name === "posted") state[name] = value === "" ? null : Number(value);
    else if (["education", "q", "sort"].includes(name)) /** @type {any} */ (state)[name] = value;
    else if (["salary", "currency", "per"].includes(name)) {
      const { salary, currency, per } = form.elements;
      const amount = Math.round(Number(salary.value));
      const before = state.salary;
      state.salary = amount > 0 && amount < 1e9 ? { amount, currency: currency.value, per: per.value } : null;
      if (!before && !state.salary) return;
    } else return;
    const isTyping = name === "q" || name === "salary";
    if (this.#go(1, isTyping && this.typing === name) || !isTyping) this.typing = isTyping ? name : "";
  }

  /** @param {MouseEvent} event @param {HTMLElement} target */
  #clicked(event, target) {
    const button = /** @type {HTMLButtonElement | null} */ (target.closest("button"));
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-page]"));
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) {
      event.preventDefault();
      this.#go(Number(link.dataset.page));
      this.bar.focus();
      this.bar.bar.scrollIntoView();
    } else if (button?.classList.contains("clear")) {
      this.state = { ...nothing(), sort: this.state.sort };
      this.#go(1);
      this.bar.focus();
    } else if (button?.dataset.key) {
      const { key, value = "" } = button.dataset;
      if (CHOICES.includes(key)) choose(this.state, key, value, false);
      else /** @type {any} */ (this.state)[key] = /** @type {any} */ (nothing())[key];
      this.#go(1);
    } else return;
    this.typing = "";
    this.#showControls();
  }

  /** Goes to a page of what is chosen; says whether the address is another one now.
   * @param {number} page @param {boolean} instead whether in place of the last address */
  #go(page, instead = false) {
    this.state.page = page;
    this.ignored = [];
    this.#show();
    const address = this.addressOf(page);
    if (address === location.pathname + location.search) return false;
    history[instead ? "replaceState" : "pushState"](null, "", address);
    return true;
  }

  /** The address of a page of what is chosen: the site's own page where that is the same. @param {number} page */
  addressOf(page) {
    const { state, home } = this;
    const isOwn = isNothing(state) && state.sort === "newest" && page > 1;
    return isOwn ? `${home}page/${page}/` : home + written({ ...state, page });
  }

  // --- What is shown -------------------------------------------------------------------------------------------------

  /** Puts the controls where the state is; the one that is being used is where it should be. */
  #showControls() {
    const { state } = this;
    const { elements } = this.form;
    const set = (/** @type {any} */ control, /** @type {string | number | null | undefined} */ value) => {
      if (!control || control.value.trim() === String(value ?? "")) return;
      // An address may say what the site does not offer.
      if (control.options && value && !find(`option[value="${CSS.escape(String(value))}"]`, control)) {
        control.append(element("option", { value }, String(value)));
      }
      control.value = value ?? "";
    };
    for (const name of /** @type {const} */ (["q", "education", "experience", "posted"])) set(elements[name], state[name]);
    set(elements.salary, state.salary?.amount);
    if (state.salary) for (const name of /** @type {const} */ (["currency", "per"])) set(elements[name], state.salary[name]);
    set(find("[name=sort]", this.bar.bar), state.sort === "match" && !isKnown(this.profile) ? "newest" : state.sort);
    for (const values of this.facets) values.show(state.choices[values.facet] ?? [], null);
  }

  /** What reads the data: all at once, since what is only asked for when another has arrived costs a way to the host more. */
  #code() {
    return Promise.all([import("./results.js"), import("./filter.js"), import("./rows.js"), import("./board.js")]);
  }

  /** Fetches the data and what reads it, and gives the facets all their values. */
  async #load() {
    const [board, [{ Results }, { Selection }, { Rows }]] = await Promise.all([this.loader.load(), this.#code()]);
    if (this.selection) return board;
    this.selection = new Selection(board, this.scope);
    this.results = new Results(this.bar, this.form, new Rows(find("#row", this.list), board, this.root));
    for (const values of this.facets) {
      const { names, slugs } = /** @type {Facet} */ (board.facets.find((facet) => facet.name === values.facet));
      const counts = this.selection.counts(values.facet);
      const places = new Map(slugs.map((slug, place) => [slug, place]));
      const country = (/** @type {string} */ slug) => (slug.includes("/") ? names[places.get(slug.split("/")[0]) ?? -1] : "");
      values.set(slugs.map((slug, place) => ({ slug, name: names[place], beside: country(slug), count: counts[place], place })));
      values.unfold(board.texts);
      if (values.facet === this.scope?.facet && SINGLE.includes(values.facet)) values.group.hidden = true;
    }
    this.#readAddress();
    return board;
  }

  /** The same ahead of the first choice, and says how many roles each would leave. */
  async #prepare() {
    const board = await this.#load();
    if (!this.bar.isWaiting) this.results?.counts(this);
    return board;
  }

  /** Shows what is chosen: at once when all that it needs is there. */
  #show() {
    this.#turn++;
    const turn = this.#turn;
    if (this.#isReady()) this.#showNow(turn);
    else this.#showLater(turn);
  }

  /** Shows what is chosen, or fetches the titles that it lacks. @param {number} turn */
  #showNow(turn) {
    const lacking = this.results?.show(this);
    if (lacking) this.#showLater(turn, lacking);
  }

  /** @returns {this is {selection: Selection}} */
  #isReady() {
    const { selection, search, state, profile, match, loader } = this;
    if (!selection) return false;
    if (state.q.trim() && !(search && loader.hasTitles(null))) return false;
    return !isKnown(profile) || Boolean(match);
  }

  /** @param {number} turn @param {Uint32Array | null} roles those whose titles are needed */
  async #showLater(turn, roles = null) {
    const { loader } = this;
    this.bar.wait(true);
    try {
      const board = await this.#load();
      if (roles) await loader.loadTitles(roles);
      if (this.state.q.trim()) {
        const { Search } = await import("./search.js");
        await loader.loadTitles(null);
        this.search ??= new Search(board);
      }
      if (isKnown(this.profile) && !this.match) {
        const { Match, withImplied } = await import("./match.js");
        this.profile = withImplied(board, this.profile);
        keep(this.profile);
        this.match = new Match(board, this.profile);
      }
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      return;
    }
    this.#useFilters(true);
    if (turn === this.#turn) this.#showNow(turn);
  }

  /** Says that the data did not come, and brings the links back. @param {unknown} error */
  #fail(error) {
    console.warn(error);
    const isInForm = this.form.contains(document.activeElement);
    this.bar.fail();
    this.#useFilters(false);
    if (isInForm && this.form.hidden) this.bar.focus();
  }

  /** @param {HTMLDetailsElement} panel */
  async #openPanel(panel) {
    if (this.#hasPanel) return;
    this.#hasPanel = true;
    try {
      const [{ Panel }, board] = await Promise.all([import("./panel.js"), this.#prepare()]);
      new Panel(panel, board, this.profile, (profile) => {
        this.profile = profile;
        this.match = null;
        this.results?.forget();
        this.#showControls();
        this.#show();
      });
    } catch (error) {
      this.#hasPanel = panel.open = false;
      this.#fail(error);
    }
  }
}

const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-filters]"));
if (list) new ListPage(list).start();
