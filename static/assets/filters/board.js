/* The filters' data as a board: columns of numbers, no object for each role. The format is described in
   src/site/filter_index.rs, the types in tests/web/types.d.ts. */

export const VERSION = 1;

/** The facets whose terms are a scale: a role matches when it asks for at most the term. */
export const SCALES = ["education", "experience"];

/** The numbers of a file, one column after the other. */
class Columns {
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {number} count @returns {Numbers} */
  numbers(count) {
    const bytes = this.bytes;
    const numbers = new Uint32Array(count);
    let at = this.#at;
    let most = 0;
    for (let i = 0; i < count; i++) {
      let byte = bytes[at++];
      let number = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++];
        number |= (byte & 127) << shift;
      }
      numbers[i] = number;
      if (number > most) most = number;
    }
    this.#at = at;
    return most < 256 ? Uint8Array.from(numbers) : most < 65536 ? Uint16Array.from(numbers) : numbers;
  }

  /** What each role has at most one of. @param {number} roles @returns {Column} */
  single(roles) {
    const read = this.numbers(roles);
    const starts = new Uint32Array(roles + 1);
    let end = 0;
    for (let role = 0; role < roles; role++) {
      if (read[role]) read[end++] = read[role] - 1;
      starts[role + 1] = end;
    }
    return { starts, values: read.slice(0, end) };
  }

  /** What each role has any number of. @param {number} roles @returns {Column} */
  lists(roles) {
    const counts = this.numbers(roles);
    const starts = new Uint32Array(roles + 1);
    for (let role = 0; role < roles; role++) starts[role + 1] = starts[role] + counts[role];
    return { starts, values: this.numbers(starts[roles]) };
  }
}

/** @param {Uint8Array} bytes @returns {{header: any, columns: Columns}} */
function opened(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (header.version !== VERSION) throw new Error(`filters' data of version ${header.version}`);
  return { header, columns: new Columns(bytes.subarray(4 + length)) };
}

/** @param {any} header @param {Columns} columns @returns {Titles} */
function titlesOf(header, columns) {
  const { start, roles, words, parts } = header;
  return { start, roles, words, parts, title: columns.lists(roles), slug: columns.lists(roles) };
}

/** A file of titles. @param {Uint8Array} bytes @returns {Titles} */
export function titles(bytes) {
  const { header, columns } = opened(bytes);
  return titlesOf(header, columns);
}

/** The file of facts. @param {Uint8Array} bytes @returns {Board} */
export function board(bytes) {
  const { header, columns } = opened(bytes);
  const { roles, facets } = header;
  const single = () => columns.single(roles);
  const lists = () => columns.lists(roles);
  /** @type {Record<string, Column>} */
  const of = {};
  for (const name of ["company", "department", "workplace", "level", "education", "experience"]) of[name] = single();
  for (const name of ["team", "salary", "posted", "closes", "tongue"]) of[name] = single();
  const flags = columns.numbers(roles);
  const cities = lists();
  of.place = lists();
  of.employment = lists();
  const required = columns.numbers(roles);
  of.skill = lists();
  const skillLevels = columns.numbers(of.skill.values.length);
  of.language = lists();
  const languageLevels = columns.numbers(of.language.values.length);
  of.location = withCountries(cities, facets.find((/** @type {Facet} */ f) => f.name === "location").slugs);
  for (const facet of facets) facet.of = of[facet.name];
  const parts = header.titles ? [titlesOf(header.titles, columns)] : [];
  return { ...header, of, flags, required, skillLevels, languageLevels, titles: parts };
}

/** Adds the country of each city. @param {Column} cities @param {string[]} slugs @returns {Column} */
function withCountries(cities, slugs) {
  const country = slugs.map((slug) => (slug.includes("/") ? slugs.indexOf(slug.split("/")[0]) : -1));
  const starts = new Uint32Array(cities.starts.length);
  const values = [];
  for (let role = 0; role + 1 < starts.length; role++) {
    const first = values.length;
    for (let i = cities.starts[role]; i < cities.starts[role + 1]; i++) {
      for (const term of [cities.values[i], country[cities.values[i]]]) {
        if (term >= 0 && values.indexOf(term, first) < 0) values.push(term);
      }
    }
    starts[role + 1] = values.length;
  }
  return { starts, values: Uint16Array.from(values) };
}

/** Fetches a file of the data. @param {string | URL} url @returns {Promise<Uint8Array>} */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A host may have unpacked it on the way.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** The title and the slug of a role; null while their file has not arrived. @param {Board} board @param {number} role */
export function titled(board, role) {
  const part = board.titles.find((part) => role >= part.start && role < part.start + part.roles);
  if (!part) return null;
  const text = (/** @type {Column} */ { starts, values }, /** @type {string[]} */ words, /** @type {string} */ between) => {
    const own = values.subarray(starts[role - part.start], starts[role - part.start + 1]);
    return Array.from(own, (word) => words[word]).join(between);
  };
  return { title: text(part.title, part.words, " "), slug: text(part.slug, part.parts, "-") };
}

/** What a role has in a column. @param {Column} column @param {number} role */
export function valuesOf({ starts, values }, role) {
  return values.subarray(starts[role], starts[role + 1]);
}
