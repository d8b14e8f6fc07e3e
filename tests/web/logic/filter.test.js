/* Which roles a choice leaves, how many each further choice would leave, and in which order. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { byClosing, bySalary, commonCurrency, dayOf, Selection } from "../../../static/assets/filters/filter.js";
import { Search } from "../../../static/assets/filters/search.js";
import { nothing } from "../../../static/assets/filters/state.js";
import { boardOf } from "./made.js";

const TODAY = dayOf("2026-11-22");

/** What a board shows of a state: the roles, how many of them state all that is asked for, and counts by slug. */
function shown(board, state, scope = null) {
  const selection = new Selection(board, scope);
  selection.update({ ...nothing(), ...state }, new Search(board), TODAY);
  const { roles, stated } = selection.matching(null, true);
  const counts = (name) => {
    const { slugs } = board.facets.find((facet) => facet.name === name);
    return Object.fromEntries(slugs.map((slug, term) => [slug, selection.counts(name)[term]]));
  };
  return { roles: [...roles], stated, counts, selection };
}

const rolesOf = (board, state, scope) => shown(board, state, scope).roles;
const euros = (top, bottom = top) => [top && top * 1000, bottom && bottom * 1000, "EUR"];
const atLeast = (amount, per = "year", currency = "EUR") => ({ salary: { amount, currency, per } });

test("nothing chosen shows all, in the board's order", () => {
  assert.deepEqual(rolesOf(boardOf([{}, {}, {}]), {}), [0, 1, 2]);
});

test("values of one facet add roles, facets take them away", () => {
  const board = boardOf([
    { department: "a", level: "junior" }, { department: "b", level: "junior" }, { department: "b", level: "senior" }, { level: "junior" },
  ]);
  assert.deepEqual(rolesOf(board, { choices: { department: ["a", "b"] } }), [0, 1, 2]);
  assert.deepEqual(rolesOf(board, { choices: { department: ["a", "b"], level: ["junior"] } }), [0, 1]);
});

test("a choice does not set the counts of the other values beside it to zero", () => {
  const board = boardOf([{ department: "a", level: "junior" }, { department: "b", level: "junior" }, { department: "b", level: "senior" }]);
  const { counts } = shown(board, { choices: { department: ["a"], level: ["junior"] } });
  assert.deepEqual(counts("department"), { a: 1, b: 1 });
  assert.deepEqual(counts("level"), { junior: 1, senior: 0 });
});

test("a choice that is taken back leaves no trace", () => {
  const board = boardOf([{ department: "a", experience: 9 }, { department: "b" }]);
  const search = new Search(board);
  const selection = new Selection(board, null);
  const state = { choices: { department: ["a"] }, only: { skill: true }, education: "none", experience: 3, ...atLeast(5), posted: 3, q: "x" };
  selection.update({ ...nothing(), ...state }, search, TODAY);
  assert.equal(selection.matching(null, true).roles.length, 0);
  selection.update(nothing(), search, TODAY);
  const { roles, stated } = selection.matching(null, true);
  assert.deepEqual([[...roles], stated], [[0, 1], 2]);
  assert.deepEqual([...selection.counts("department")], [1, 1]);
});

test("required and preferred skills are found alike; only-these looks at the required alone", () => {
  const board = boardOf([
    { skill: [["a"]], preferred: [["b"]] }, { skill: [["b"]], preferred: [["a"]] }, { skill: [["a"], ["b"]] }, { preferred: [["b"]] }, {},
  ]);
  assert.deepEqual(rolesOf(board, { choices: { skill: ["a"] } }), [0, 1, 2]);
  assert.deepEqual(rolesOf(board, { choices: { skill: ["a"] }, only: { skill: true } }), [0, 3, 4]);
  assert.deepEqual(rolesOf(board, { only: { skill: true } }), [0, 1, 2, 3, 4]);
  assert.deepEqual(shown(board, { choices: { skill: ["a"] }, only: { skill: true } }).counts("skill"), { a: 3, b: 5 });
});

test("only-these languages", () => {
  const board = boardOf([{ language: [["en"]] }, { language: [["en"], ["de"]] }, {}, { language: [["fr"], ["de"]] }]);
  const { roles, counts } = shown(board, { choices: { language: ["en"] }, only: { language: true } });
  assert.deepEqual(roles, [0, 2]);
  assert.deepEqual(counts("language"), { de: 3, en: 2, fr: 2 });
});

test("years and degrees: at most mine; what is not stated stays, after the rest; 0 and none are stated", () => {
  const board = boardOf([{}, { experience: 5 }, { experience: 0 }, { experience: 6 }, { experience: 3 }]);
  assert.deepEqual(rolesOf(board, { experience: 5 }), [1, 2, 4, 0]);
  assert.deepEqual(rolesOf(board, { experience: 0 }), [2, 0]);
  assert.deepEqual(rolesOf(board, { experience: 4 }), [2, 4, 0]);
  assert.equal(shown(board, { experience: 5 }).stated, 3);
  assert.deepEqual(shown(board, { experience: 0 }).counts("experience"), { 0: 2, 3: 3, 5: 4, 6: 5 });
  const degrees = boardOf([{}, { education: "master" }, { education: "none" }, { education: "bachelor" }]);
  assert.deepEqual(rolesOf(degrees, { education: "bachelor" }), [2, 3, 0]);
  assert.deepEqual(rolesOf(degrees, { education: "high-school" }), [2, 0]);
});

test("pay: the top or an open top must reach what I want, to the unit", () => {
  const board = boardOf([
    { salary: euros(60000, 40000) }, { salary: euros(59999, 1) }, { salary: euros(null, 20000) }, { salary: euros(60000, null) }, {},
    { salary: [1000, 1000, "USD"] },
  ]);
  assert.deepEqual(rolesOf(board, atLeast(60000)), [0, 2, 3, 4, 5]);
  assert.equal(shown(board, atLeast(60000)).stated, 3);
  assert.deepEqual(rolesOf(board, atLeast(59999)), [0, 1, 2, 3, 4, 5]);
});

test("pay is compared by the year: 12 months, 52 weeks, 260 days, 2,080 hours", () => {
  for (const [per, times] of [["year", 1], ["month", 12], ["week", 52], ["day", 260], ["hour", 2080]]) {
    const board = boardOf([{ salary: euros(25 * times) }, { salary: euros(25 * times - 1) }]);
    assert.deepEqual(rolesOf(board, atLeast(25, per)), [0], per);
  }
});

test("posted: today is 0 days ago, and what was posted without a date is not recent", () => {
  const board = boardOf([{ posted: "2026-11-22" }, { posted: "2026-11-15" }, { posted: "2026-11-14" }, { posted: "2026-03-28" }, {}]);
  assert.deepEqual(rolesOf(board, { posted: 0 }), [0]);
  assert.deepEqual(rolesOf(board, { posted: 7 }), [0, 1]);
  assert.deepEqual(rolesOf(board, { posted: 239 }), [0, 1, 2, 3]);
  const { selection } = shown(board, { posted: 0 });
  assert.deepEqual([0, 7, 8, 400].map((days) => selection.within(selection.counts("posted"), days)), [1, 2, 3, 4]);
});

test("tomorrow the same choice is another", () => {
  const board = boardOf([{ posted: "2026-11-20" }]);
  const selection = new Selection(board, null);
  const search = new Search(board);
  for (const [days, is] of [[0, 1], [1, 0]]) {
    selection.update({ ...nothing(), posted: 2 }, search, TODAY + days);
    assert.equal(selection.matching(null, true).roles.length, is);
  }
});

test("a role counts as leaving open only what was asked for", () => {
  const board = boardOf([{ salary: euros(9) }, { experience: 2 }, { salary: euros(9), experience: 2 }]);
  assert.deepEqual(rolesOf(board, { experience: 3 }), [1, 2, 0]);
  const { roles, selection } = shown(board, { experience: 3, ...atLeast(1) });
  assert.deepEqual(roles, [2, 0, 1]);
  assert.deepEqual([0, 1, 2].map((role) => selection.unstated(role)), [["experience"], ["salary"], []]);
  assert.deepEqual(shown(board, { choices: {} }).selection.openable(), []);
});

test("pay in another currency is open too, and is told from pay that is not stated", () => {
  const board = boardOf([{ salary: [9_000_000, 1_000_000, "USD"] }, {}, { salary: euros(9) }]);
  const { roles, selection } = shown(board, atLeast(1));
  assert.deepEqual(roles, [2, 0, 1]);
  assert.deepEqual([0, 1, 2].map((role) => selection.unstated(role)), [["currency"], ["salary"], []]);
  assert.deepEqual(selection.openable(), ["salary", "currency"]);
});

test("on a term's page that term goes without saying", () => {
  const board = boardOf([{ skill: [["a"]] }, { skill: [["b"]] }, { skill: [["a"], ["b"]] }, { experience: 2, skill: [["a"]] }]);
  const { roles, counts, selection } = shown(board, { choices: { skill: ["b"] } }, { facet: "skill", slug: "a" });
  assert.deepEqual(roles, [2]);
  assert.equal(selection.total, 3);
  assert.deepEqual(counts("skill"), { a: 3, b: 1 });
  assert.deepEqual(rolesOf(board, {}, { facet: "experience", slug: "1" }), [0, 1, 2]);
  assert.deepEqual(rolesOf(board, {}, { facet: "experience", slug: "2" }), [3, 0, 1, 2]);
});

test("typed words are one more thing asked for", () => {
  const board = boardOf([{ title: "Baker", level: "senior" }, { title: "Cook", level: "senior" }, { title: "Baker" }]);
  const { roles, counts } = shown(board, { q: "bak", choices: { level: ["senior"] } });
  assert.deepEqual(roles, [0]);
  assert.deepEqual(counts("level"), { senior: 1 });
});

test("closing: soonest first, equal ones in the board's order, without a last day at the end", () => {
  const board = boardOf([{}, { closes: "2027-01-01" }, { closes: "2026-12-01" }, { closes: "2027-01-01" }, {}]);
  assert.deepEqual([...byClosing(board)], [2, 1, 3, 0, 4]);
});

test("best paid: by the top, by the bottom where the top is open; another currency after, not stated last", () => {
  const board = boardOf([
    {}, { salary: [99_000_000, null, "USD"] }, { salary: euros(50, 10) }, { salary: euros(null, 60) }, { salary: euros(80, null) },
    { salary: euros(50, 40) }, { salary: euros(70, 20) },
  ]);
  assert.deepEqual([...bySalary(board, "EUR")], [4, 6, 3, 2, 5, 1, 0]);
  assert.deepEqual([...bySalary(board, "USD")], [1, 2, 3, 4, 5, 6, 0]);
  assert.deepEqual([...bySalary(board, "JPY")], [1, 2, 3, 4, 5, 6, 0]);
});

test("the order of a list that is sorted does not set apart what is not stated", () => {
  const board = boardOf([{ closes: "2026-12-02" }, { closes: "2026-12-01" }, { closes: "2026-12-03", experience: 1 }]);
  const { selection } = shown(board, { experience: 4 });
  assert.deepEqual([...selection.matching(byClosing(board), false).roles], [1, 0, 2]);
});

test("the commonest currency is that of most roles, of equals the first of the alphabet", () => {
  const of = (...codes) => commonCurrency(boardOf(codes.map((code) => (code ? { salary: [1, 1, code] } : {}))));
  assert.equal(of("USD", "EUR", "USD", ""), "USD");
  assert.equal(of("USD", "EUR"), "EUR");
  assert.equal(of(""), "");
});
