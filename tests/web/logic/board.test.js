/* What the script reads out of the data's files is what stands in them, whatever the size of their numbers. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { board, titled, titles, valuesOf } from "../../../static/assets/filters/board.js";
import { boardOf, facts, file, leb128, titlesOf } from "./made.js";

const facet = (board, name) => board.facets.find((facet) => facet.name === name);
const slugsOf = (board, name, role) => Array.from(valuesOf(board.of[name], role), (term) => facet(board, name).slugs[term]);

test("a role has what its posting says, and nothing of its neighbours", () => {
  const read = boardOf([
    { department: "design", employment: ["full-time", "contract"], skill: [["rust", 2]], preferred: [["go", 3]], experience: 5 },
    {},
    { department: "ops", education: "none", language: [["german", 3], ["english", 0]], skill: [["go"]], experience: 0 },
  ]);
  assert.deepEqual([0, 1, 2].map((role) => slugsOf(read, "department", role)), [["design"], [], ["ops"]]);
  assert.deepEqual([0, 1, 2].map((role) => slugsOf(read, "employment", role)), [["full-time", "contract"], [], []]);
  assert.deepEqual([0, 1, 2].map((role) => slugsOf(read, "skill", role)), [["rust", "go"], [], ["go"]]);
  assert.deepEqual([...read.required], [1, 0, 1]);
  assert.deepEqual([...read.skillLevels], [2, 3, 0]);
  assert.deepEqual([...read.languageLevels], [3, 0]);
  assert.deepEqual([0, 1, 2].map((role) => slugsOf(read, "experience", role)), [["5"], [], ["0"]]);
  assert.deepEqual([0, 1, 2].map((role) => slugsOf(read, "education", role)), [[], [], ["none"]]);
});

test("numbers of one, two, three and more bytes are read as they were written", () => {
  const numbers = [0, 1, 127, 128, 255, 256, 16383, 16384, 65535, 65536, 2097151, 2097152, 2 ** 32 - 1];
  assert.deepEqual(leb128(16384), [128, 128, 1]);
  const bytes = file({ version: 1, start: 0, roles: 1, words: [], parts: [] }, [numbers.length, ...numbers, 0]);
  assert.deepEqual([...valuesOf(titles(bytes).title, 0)], numbers);
});

test("the largest number of each size survives the smallest array that holds it", () => {
  for (const most of [127, 128, 255, 256, 16383, 16384, 65535, 65536]) {
    const bytes = file({ version: 1, start: 0, roles: 2, words: [], parts: [] }, [1, 2, most, 0, most - 1, 0, 0]);
    const { title } = titles(bytes);
    assert.deepEqual([0, 1].map((role) => [...valuesOf(title, role)]), [[most], [0, most - 1]]);
  }
});

test("boards with more terms than fit into one or two bytes keep each role's own", () => {
  const roles = Array.from({ length: 17_000 }, (_, i) => ({ team: `Team ${i}`, title: `Title${i}`, slug: `slug-${i}` }));
  const read = boardOf(roles);
  for (const role of [0, 126, 127, 128, 255, 256, 16_382, 16_383, 16_384, 16_999]) {
    assert.equal(read.teams[valuesOf(read.of.team, role)[0]], `Team ${role}`);
    assert.deepEqual(titled(read, role), { title: `Title${role}`, slug: `slug-${role}` });
  }
});

test("a role in a city is in the city's country too, once, and a city without a country stays alone", () => {
  const read = boardOf([
    { location: ["de/berlin", "de/bonn"] },
    { location: ["paris"] },
    { location: [] },
    { location: ["at", "de/bonn"] },
  ]);
  const places = [0, 1, 2, 3].map((role) => slugsOf(read, "location", role).sort());
  assert.deepEqual(places, [["de", "de/berlin", "de/bonn"], ["paris"], [], ["at", "de", "de/bonn"]]);
});

test("a file of another version is refused, and says which it is", () => {
  assert.throws(() => board(facts([{}], { version: 2 })), /version 2/);
  const { header, numbers } = titlesOf([{ title: "A", slug: "a" }]);
  assert.throws(() => titles(file({ ...header, version: 0 }, numbers)), /version 0/);
});

test("what is not such a file is refused", () => {
  assert.throws(() => board(new TextEncoder().encode("<!doctype html><title>Not found</title>")));
  assert.throws(() => board(new Uint8Array()));
});

test("bytes in the middle of a buffer are read from where they begin", () => {
  const bytes = facts([{ department: "design" }]);
  const within = new Uint8Array(bytes.length + 3);
  within.set(bytes, 3);
  assert.deepEqual(slugsOf(board(within.subarray(3)), "department", 0), ["design"]);
});

test("titles that stand apart are known once their file has arrived, in any order", () => {
  const roles = ["Baker", "Pastry Chef", "数据工程师", "Baker"].map((title, i) => ({ title, slug: `r-${i}-${title.toLowerCase()}` }));
  const read = boardOf(roles, { titles: false });
  assert.equal(titled(read, 0), null);
  const part = (first, end) => {
    const { header, numbers } = titlesOf(roles.slice(first, end), first);
    return titles(file(header, numbers));
  };
  read.titles.push(part(2, 4));
  assert.equal(titled(read, 1), null);
  assert.deepEqual(titled(read, 2), { title: "数据工程师", slug: "r-2-数据工程师" });
  read.titles.push(part(0, 2));
  assert.deepEqual(titled(read, 1), { title: "Pastry Chef", slug: "r-1-pastry chef" });
  assert.deepEqual(titled(read, 3), { title: "Baker", slug: "r-3-baker" });
});
