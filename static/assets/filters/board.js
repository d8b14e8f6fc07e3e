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
    const short = this.#short(count);
    if (short) return short;
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
      most |= number;
    }
    this.#at = at;
    return most >>> 0 < 256 ? new Uint8Array(numbers) : most >>> 0 < 65536 ? new Uint16Array(numbers) : numbers;
  }

  /** Numbers of one byte each, as most columns have them: these are the bytes themselves, and four are looked at in one go.
   * @param {number} count */
  #short(count) {
    const numbers = new Uint8Array((count + 3) & ~3);
    numbers.set(this.bytes.subarray(this.#at, this.#at + count));
    const fours = new Uint32Array(numbers.buffer);
    for (let i = 0; i < fours.length; i++) if (fours[i] & 0x80808080) return null;
    this.#at += count;
    return numbers.subarray(0, count);
  }

  /** What each role has at most one of. @param {number} roles @returns {Column} */
  single(roles) {
    return { starts: null, values: this.numbers(roles) };
  }

  /** What each role has any number of. @param {number} roles @returns {Lists} */
  lists(roles) {
    const counts = this.numbers(roles);
    const starts = new Uint32Array(roles + 1);
    for (let role = 0, end = 0; role < roles; role++) starts[role + 1] = end += counts[role];
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

/** Adds the country of each city. @param {Lists} cities @param {string[]} slugs @returns {Lists} */
function withCountries({ starts: from, values: cities }, slugs) {
  const country = Int32Array.from(slugs, (slug) => (slug.includes("/") ? slugs.indexOf(slug.split("/")[0]) : -1));
  const starts = new Uint32Array(from.length);
  const values = new Uint16Array(2 * cities.length);
  let end = 0;
  for (let role = 0, i = 0; role + 1 < from.length; role++) {
    const first = end;
    for (const last = from[role + 1]; i < last; i++) {
      for (let term = cities[i]; term >= 0; term = country[term]) {
        let other = first;
        while (other < end && values[other] !== term) other++;
        if (other === end) values[end++] = term;
      }
    }
    starts[role + 1] = end;
  }
  return { starts, values: values.slice(0, end) };
}

/** The bytes of a file of the data. @param {Response} response @returns {Promise<Uint8Array>} */
export async function unpacked(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A host may have unpacked it on the way.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return bytes;
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // What is wrong with the bytes is said where they are read.
  for (const written of [writer.write(bytes), writer.close()]) written.catch(() => {});
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  // By hand, since streams that are piped go a longer way.
  for (const reader = readable.getReader(); ; ) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  const whole = new Uint8Array(length);
  for (let i = 0, at = 0; i < parts.length; at += parts[i++].length) whole.set(parts[i], at);
  return whole;
}

/** The title and the slug of a role; null while their file has not arrived. @param {Board} board @param {number} role */
export function titled(board, role) {
  const part = board.titles.find((part) => role >= part.start && role < part.start + part.roles);
  if (!part) return null;
  const text = (/** @type {Lists} */ { starts, values }, /** @type {string[]} */ words, /** @type {string} */ between) =>
    joined(values, starts[role - part.start], starts[role - part.start + 1], words, between);
  return { title: text(part.title, part.words, " "), slug: text(part.slug, part.parts, "-") };
}

/** The words of some values in one text. @param {Numbers} values @param {number} at @param {number} end @param {string[]} words @param {string} between */
export function joined(values, at, end, words, between) {
  let text = at < end ? words[values[at]] : "";
  while (++at < end) text += between + words[values[at]];
  return text;
}

/** What a role has in a column. @param {Column} column @param {number} role @returns {Numbers | number[]} */
export function valuesOf({ starts, values }, role) {
  if (starts) return values.subarray(starts[role], starts[role + 1]);
  return values[role] ? [values[role] - 1] : [];
}
