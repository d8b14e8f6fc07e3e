/* The form in which candidates say what they bring. It comes with the first use. */

import { element, fill } from "./controls.js";
import { isKnown, keep, nobody } from "./profile.js";
import { fold } from "./state.js";

export class Panel {
  /**
   * @param {HTMLElement} panel @param {Board} board @param {Profile} profile
   * @param {(profile: Profile) => void} changed
   */
  constructor(panel, board, profile, changed) {
    this.panel = panel;
    this.board = board;
    this.profile = profile;
    this.changed = changed;
    /** @type {() => void} */
    this.show = () => {};
    for (const [facet, key] of /** @type {const} */ ([["skill", "skills"], ["language", "languages"]])) this.#list(facet, key);
    const years = /** @type {HTMLInputElement | null} */ (panel.querySelector("[data-match=years]"));
    const degree = /** @type {HTMLSelectElement | null} */ (panel.querySelector("[data-match=degree]"));
    for (const control of [years, degree]) if (control) control.disabled = false;
    years?.addEventListener("input", () => {
      const said = Number(years.value);
      this.#change({ years: years.value === "" || !(said >= 0) ? null : said });
    });
    degree?.addEventListener("input", () => this.#change({ degree: degree.value }));
    const forget = /** @type {HTMLButtonElement} */ (panel.querySelector(".forget"));
    forget.addEventListener("click", () => {
      this.#change(nobody());
      keep(null);
      panel.querySelector("summary")?.focus();
    });
    const lists = this.show;
    this.show = () => {
      lists();
      if (years) years.value = String(this.profile.years ?? "");
      if (degree) degree.value = this.profile.degree;
      forget.hidden = !isKnown(this.profile);
    };
    this.show();
  }

  /** @param {Partial<Profile>} what */
  #change(what) {
    this.profile = { ...this.profile, ...what };
    if (!keep(this.profile) && !this.warned) {
      this.warned = element("p", {}, this.board.texts.not_kept);
      this.panel.append(this.warned);
    }
    this.show();
    this.changed(this.profile);
  }

  /** Skills or languages: what is said so far, and a field for one more. @param {"skill" | "language"} facet @param {"skills" | "languages"} key */
  #list(facet, key) {
    const group = /** @type {HTMLFieldSetElement | null} */ (this.panel.querySelector(`[data-match=${facet}]`));
    if (!group) return;
    const { board } = this;
    const { names, slugs } = /** @type {Facet} */ (board.facets.find(({ name }) => name === facet));
    const [field, level, add] = /** @type {any} */ (group.querySelectorAll("p :is(input, select, button)"));
    const said = /** @type {HTMLElement} */ (group.querySelector("ul"));
    const levels = board[`${facet}_levels`];
    level.append(...levels.map((name, i) => element("option", { value: i + 1 }, name)));
    group.querySelector("datalist")?.append(...names.map((value) => element("option", { value })));
    group.disabled = false;
    /** A term by its name or one of its other names. @param {string} written */
    const find = (written) => {
      const wanted = fold(written.trim());
      const place = names.findIndex((name) => fold(name) === wanted);
      if (place >= 0 || facet !== "skill") return place;
      return board.aliases.findIndex((aliases) => fold(aliases).split(", ").includes(wanted));
    };
    const take = () => {
      const place = find(field.value);
      const isFound = place >= 0;
      field.setAttribute("aria-invalid", String(!isFound && field.value.trim() !== ""));
      if (!isFound) return;
      const rest = this.profile[key].filter(({ slug }) => slug !== slugs[place]);
      field.value = "";
      this.#change({ [key]: [...rest, { slug: slugs[place], name: names[place], level: Number(level.value) }] });
      level.value = "0";
    };
    add.addEventListener("click", () => {
      take();
      field.focus();
    });
    field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      take();
    });
    const show = this.show;
    this.show = () => {
      show();
      said.replaceChildren(
        ...this.profile[key].map((one) => {
          const text = one.level ? `${one.name} (${levels[one.level - 1]})` : one.name;
          const remove = element("button", { type: "button" }, text, " ", element("span", { ariaHidden: "true" }, "×"));
          remove.setAttribute("aria-label", fill(board.texts.remove, { name: text }));
          remove.addEventListener("click", () => {
            this.#change({ [key]: this.profile[key].filter((other) => other !== one) });
            field.focus();
          });
          return element("li", {}, remove);
        }),
      );
    };
  }
}
