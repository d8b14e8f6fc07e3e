/* Fetching the filters' data: the manifest with its fixed address, then the files that it names. */

/** The data of one page; what is fetched once is kept. */
export class Loader {
  /** @type {Board | null} */
  board = null;
  /** The files of titles, each with the roles it is about. @type {Part[]} */
  #parts = [];
  /** @type {Promise<Board> | null} */
  #loading = null;
  /** The manifest, once somebody has asked for it. @type {Manifest | null} */
  #known = null;

  /** @param {URL} url the manifest's */
  constructor(url) {
    this.url = url;
  }

  /** How the files are read, which nobody needs before. */
  #format() {
    return import("./board.js");
  }

  /** @param {string} file @param {RequestCache} [cache] */
  async #get(file, cache) {
    const url = new URL(file, this.url);
    const response = await fetch(url, { cache });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response;
  }

  /** @param {RequestCache} cache @returns {Promise<Manifest>} */
  async #manifest(cache) {
    return (await this.#get("", cache)).json();
  }

  /** Whether the data is small enough to be fetched ahead of its use. */
  async isSmall() {
    this.#known = await this.#manifest("no-cache");
    return !this.#known.titles.length;
  }

  /** The board. */
  load() {
    const load = async (/** @type {RequestCache} */ cache) => {
      const manifest = this.#known ?? this.#manifest(cache);
      this.#known = null;
      const format = this.#format();
      // Its failure is that of the whole, below.
      format.catch(() => {});
      const { facts, titles, titles_each: each } = await manifest;
      const [{ board: readBoard, unpacked }, file] = await Promise.all([format, this.#get(facts)]);
      const board = readBoard(await unpacked(file));
      this.#parts = titles.map((file, i) => ({ file, first: i * each, end: (i + 1) * each, coming: null, isHere: false }));
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
    return this.#parts.filter(({ isHere, first, end }) => !isHere && has(first, end));
  }

  /** Whether the titles of some roles, or of all, are there. @param {ArrayLike<number> | null} roles */
  hasTitles(roles) {
    return !this.#missing(roles).length;
  }

  /** Fetches the titles of some roles, or of all; those that are on their way already are waited for.
   * @param {ArrayLike<number> | null} roles */
  async loadTitles(roles) {
    const { unpacked, titles } = await this.#format();
    const load = async (/** @type {Part} */ part) => {
      const read = titles(await unpacked(await this.#get(part.file)));
      this.board?.titles.push(read);
      part.isHere = true;
    };
    await Promise.all(this.#missing(roles).map((part) => (part.coming ??= load(part).finally(() => (part.coming = null)))));
  }
}
