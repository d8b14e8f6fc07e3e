/* Makes boards by hand, in the format of the filters' data (src/site/filter_index.rs), out of roles as plain objects. */

import { board } from "../../../static/assets/filters/board.js";
import { DEGREES } from "../../../static/assets/filters/profile.js";

export const FACETS = [
  "company", "department", "location", "workplace", "employment", "level", "skill", "language", "education", "experience",
];

/** A number as unsigned LEB128, by arithmetic alone. */
export function leb128(number) {
  const bytes = [];
  for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  return [...bytes, number];
}

/** A file: the length of the header, the header, the numbers. */
export function file(header, numbers) {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = [json.length % 256, Math.floor(json.length / 256) % 256, Math.floor(json.length / 65536), 0];
  return Uint8Array.from([...length, ...json, ...numbers.flatMap(leb128)]);
}

/** The numbers of a column of lists. */
export const lists = (each) => [...each.map((list) => list.length), ...each.flat()];

const distinct = (values, compare) => [...new Set(values.filter((value) => value !== undefined))].sort(compare);

/** Gives the place of each value of a dictionary, -1 for others. */
function placesIn(dictionary) {
  const places = new Map(dictionary.map((value, place) => [value, place]));
  return (value) => places.get(value) ?? -1;
}

/** The header and the columns of titles. */
export function titlesOf(roles, start = 0) {
  const words = distinct(roles.flatMap((role) => role.title.split(" ")));
  const parts = distinct(roles.flatMap((role) => role.slug.split("-")));
  const [wordAt, partAt] = [placesIn(words), placesIn(parts)];
  const numbers = [
    ...lists(roles.map((role) => role.title.split(" ").map(wordAt))),
    ...lists(roles.map((role) => role.slug.split("-").map(partAt))),
  ];
  return { header: { version: 1, start, roles: roles.length, words, parts }, numbers };
}

/**
 * The bytes of a board's facts. A role has slugs where a facet has terms; `skill`, `preferred` and `language` are pairs of a
 * slug and a level; `salary` is its top, bottom (in thousandths a year) and currency; `place` is a list of name and region.
 * `more` has the names of slugs, the aliases of skills, what they imply, and whether the titles are left out.
 */
export function facts(given, more = {}) {
  const roles = given.map((role, i) => ({
    title: "Role", slug: `role-${i}`, place: [], location: [], employment: [], skill: [], preferred: [], language: [], ...role,
  }));
  const of = {
    skill: (role) => [...role.skill, ...role.preferred].map(([slug]) => slug),
    language: (role) => role.language.map(([slug]) => slug),
  };
  const countries = (slug) => (slug.includes("/") ? [slug.split("/")[0], slug] : [slug]);
  const slugs = Object.fromEntries(FACETS.map((name) => {
    const all = roles.flatMap(of[name] ?? ((role) => role[name]));
    if (name === "location") return [name, distinct(all.flatMap(countries))];
    if (name === "experience") return [name, distinct(all, (a, b) => a - b)];
    if (name === "education") return [name, distinct(all, (a, b) => DEGREES.indexOf(a) - DEGREES.indexOf(b))];
    return [name, distinct(all)];
  }));
  const terms = (name, list) => list.map((slug) => slugs[name].indexOf(slug));
  const single = (dictionary, key) => roles.map((role) => dictionary.indexOf(role[key]) + 1);
  const keyed = (key, compare) => {
    const dictionary = distinct(roles.map((role) => role[key] && JSON.stringify(role[key])), compare);
    const placeOf = placesIn(dictionary);
    const numbers = roles.map((role) => placeOf(JSON.stringify(role[key])) + 1);
    return { dictionary: dictionary.map((text) => JSON.parse(text)), numbers };
  };
  const backwards = (a, b) => (a < b ? 1 : -1);
  const [teams, salaries, posted, closes] =
    [keyed("team"), keyed("salary"), keyed("posted", backwards), keyed("closes")];
  const places = distinct(roles.flatMap((role) => role.place.map((place) => JSON.stringify(place))));
  const titles = titlesOf(roles);
  const header = {
    version: more.version ?? 1,
    roles: roles.length,
    per_page: 50,
    facets: FACETS.map((name) => ({
      name, slugs: slugs[name].map(String), names: slugs[name].map((slug) => more.names?.[slug] ?? String(slug)),
    })),
    aliases: slugs.skill.map((slug) => more.aliases?.[slug] ?? ""),
    implies: Object.entries(more.implies ?? {}).map(([skill, others]) => terms("skill", [skill, ...others])),
    years: slugs.experience,
    places: places.map((place) => JSON.parse(place)),
    teams: teams.dictionary,
    languages: [],
    salaries: salaries.dictionary.map(([top, bottom, currency]) => ["", top, bottom, currency]),
    posted: posted.dictionary.map((day) => [day, day]),
    closes: closes.dictionary.map((day) => [day, day]),
    titles: more.titles === false ? undefined : titles.header,
  };
  const numbers = [
    ...["company", "department", "workplace", "level", "education", "experience"].flatMap((name) => single(slugs[name], name)),
    ...[teams, salaries, posted, closes].flatMap((column) => column.numbers),
    ...roles.map(() => 0),
    ...roles.map((role) => role.flags ?? 0),
    ...lists(roles.map((role) => terms("location", role.location))),
    ...lists(roles.map((role) => role.place.map((place) => places.indexOf(JSON.stringify(place))))),
    ...lists(roles.map((role) => terms("employment", role.employment))),
    ...roles.map((role) => role.skill.length),
    ...lists(roles.map((role) => terms("skill", of.skill(role)))),
    ...roles.flatMap((role) => [...role.skill, ...role.preferred].map(([, level = 0]) => level)),
    ...lists(roles.map((role) => terms("language", of.language(role)))),
    ...roles.flatMap((role) => role.language.map(([, level = 0]) => level)),
    ...(more.titles === false ? [] : titles.numbers),
  ];
  return file(header, numbers);
}

/** A board of such roles, as the script reads it. */
export const boardOf = (roles, more) => board(facts(roles, more));

/** Numbers from 0 to below 1 that depend on nothing but the seed. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
