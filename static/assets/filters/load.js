/* Fetching the filters' data: the manifest with its fixed address, then the files that it names. */

/** The data of one page; what is fetched once is kept. */
export class Loader {
  /** @type {Board | null} */
  board = null;
  /** @type {{file: string, first: number, end: number, fetched: Promise<void> | null}[]} */
  #parts = [];
  /** @type {Promise<Board> | null} */
  #loading = null;

  /** @param {URL} url the manifest's */
  constructor(url) {
    this.url = url;
  }

  /** How the files are read, which nobody needs before. */
  #format() {
    return import("./board.js");
  }

  /** @param {RequestCache} cache @returns {Promise<{roles: number, facts: string, titles: string[]}>} */
  async #manifest(cache) {
    const response = await fetch(this.url, { cache });
    if (!response.ok) throw new Error(`${this.url}: ${response.status}`);
    return response.json();
  }

  /** Whether the data may be fetched ahead of its use: it is small, and the reader does not save data. */
  async isSmall() {
    if (/** @type {any} */ (navigator).connection?.saveData) return false;
    return !(await this.#manifest("no-cache")).titles.length;
  }

  /** The board. */
  load() {
    const load = async (/** @type {RequestCache} */ cache) => {
      const [{ roles, facts, titles }, { board: readBoard, fetched }] = await Promise.all([this.#manifest(cache), this.#format()]);
      const board = readBoard(await fetched(new URL(facts, this.url)));
      const each = Math.ceil(roles / titles.length);
      this.#parts = titles.map((file, i) => ({ file, first: i * each, end: (i + 1) * each, fetched: null }));
      return (this.board = board);
    };
    // A host's copy of the manifest may be older than the files that are there.
    this.#loading ??= load("no-cache").catch(() => load("reload")).catch((error) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** The files of titles that are still needed for some roles, or for all. @param {ArrayLike<number> | null} roles */
  #missing(roles) {
    const has = (/** @type {number} */ first, /** @type {number} */ end) =>
      !roles || Array.prototype.some.call(roles, (role) => role >= first && role < end);
    return this.#parts.filter(({ fetched, first, end }) => !fetched && has(first, end));
  }

  /** Whether the titles of some roles, or of all, are there. @param {ArrayLike<number> | null} roles */
  hasTitles(roles) {
    return !this.#missing(roles).length;
  }

  /** Fetches the titles of some roles, or of all. @param {ArrayLike<number> | null} roles */
  async loadTitles(roles) {
    const { fetched, titles } = await this.#format();
    for (const part of this.#missing(roles)) {
      part.fetched = fetched(new URL(part.file, this.url)).then((bytes) => void this.board?.titles.push(titles(bytes)));
      part.fetched.catch(() => (part.fetched = null));
    }
    await Promise.all(this.#parts.map((part) => part.fetched));
  }
}
