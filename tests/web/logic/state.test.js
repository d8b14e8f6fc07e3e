/* An address says the whole of what is chosen, and whatever else it says does no harm. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, CHOICES, isNothing, nothing, PERIODS, read, SORTS, written } from "../../../static/assets/filters/state.js";
import { randomFrom } from "./made.js";

const everything = () => true;
const state = (parts) => ({ ...nothing(), ...parts });
const stateOf = (query, knows = everything) => read(query, knows).state;

test("an empty address chooses nothing, and nothing has an empty address", () => {
  assert.deepEqual(stateOf(""), nothing());
  assert.equal(written(nothing()), "");
  assert.ok(isNothing(nothing()));
});

test("every key says what it is called for", () => {
  for (const facet of CHOICES) assert.deepEqual(stateOf(`?${facet}=a`).choices, { [facet]: ["a"] });
  for (const sort of SORTS) assert.equal(stateOf(`?sort=${sort}`).sort, sort);
  for (const per of Object.keys(PERIODS)) {
    assert.deepEqual(stateOf(`?salary=60000-EUR-${per}`).salary, { amount: 60000, currency: "EUR", per });
  }
  const { state, ignored } = read("?education=bachelor&experience=5&posted=7&q=rust+go&page=3&skills=only&languages=only", everything);
  assert.deepEqual(ignored, []);
  assert.deepEqual(
    state,
    { ...nothing(), education: "bachelor", experience: 5, posted: 7, q: "rust go", page: 3, only: { skill: true, language: true } },
  );
});

test("the address of the handbook is read and written as it stands there", () => {
  const address = "?department=engineering&location=de/berlin&skill=rust&skill=go";
  assert.equal(written(stateOf(address)), address);
  assert.equal(written(stateOf("?location=de%2Fberlin")), "?location=de/berlin");
});

test("a key that comes again adds a value; the same value again does not", () => {
  assert.deepEqual(stateOf("?skill=rust&level=senior&skill=go&skill=rust").choices, { skill: ["rust", "go"], level: ["senior"] });
});

test("of several degrees or years the most counts, as whoever has both has", () => {
  assert.equal(stateOf("?education=master&education=none").education, "master");
  assert.equal(stateOf("?experience=2&experience=8&experience=5").experience, 8);
});

test("no years and no degree are something chosen, and not the same as nothing", () => {
  assert.equal(stateOf("?experience=0").experience, 0);
  assert.equal(written(state({ experience: 0 })), "?experience=0");
  assert.equal(written(state({ education: "none", posted: 0 })), "?education=none&posted=0");
  for (const chosen of [{ experience: 0 }, { education: "none" }, { posted: 0 }, { q: "a" }, { choices: { skill: ["a"] } }]) {
    assert.ok(!isNothing(state(chosen)));
  }
});

test("order, page and blank words choose nothing", () => {
  assert.ok(isNothing(state({ sort: "salary", page: 4, q: "  ", only: { skill: true } })));
});

test("values that no role has are ignored and named, and the rest of the address holds", () => {
  const knows = (facet, slug) => facet === "skill" && slug === "rust";
  const { state, ignored } = read("?skill=rust&skill=cobol&department=rust&x=1", knows);
  assert.deepEqual(state.choices, { skill: ["rust"] });
  assert.deepEqual(ignored, ["skill=cobol", "department=rust", "x=1"]);
});

test("values that mean nothing are ignored and named", () => {
  for (const odd of [
    "education=phd", "education=", "experience=-1", "experience=five", "experience=5.5", "experience=61", "experience=", "experience=1e3",
    "salary=60000", "salary=-1-EUR-year", "salary=60000-eur-year", "salary=60000-EUR-decade", "salary=9999999999-EUR-year",
    "posted=yesterday", "posted=-3", "sort=oldest", "sort=", "skills=all", "languages=", "page=two", "page=-1", "page=0", "unknown=1", "Skill=a",
  ]) {
    const { state, ignored } = read(`?${odd}`, everything);
    assert.deepEqual(state, nothing(), odd);
    assert.deepEqual(ignored, [odd]);
  }
});

test("a value that means nothing does not undo one that does", () => {
  for (const [good, odd] of [
    ["posted=7", "posted=x"], ["experience=5", "experience=x"], ["education=master", "education=x"], ["sort=salary", "sort=x"],
    ["salary=5-EUR-day", "salary=x"], ["page=4", "page=x"], ["skill=a&skills=only", "skills=x"],
  ]) {
    const { state, ignored } = read(`?${good}&${odd}`, everything);
    assert.deepEqual(state, stateOf(`?${good}`));
    assert.deepEqual(ignored, [odd]);
  }
});

test("names that every object has are no keys", () => {
  for (const key of ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "__defineGetter__"]) {
    const { state: found, ignored } = read(`?${key}=x&skill=${key}`, everything);
    assert.deepEqual(ignored, [`${key}=x`]);
    assert.deepEqual(found, state({ choices: { skill: [key] } }));
  }
});

test("whatever is typed comes back from the address", () => {
  for (const q of ["C++", "C#", "R&D", "a=b", "50%", "über", "数据 工程师", "a/b", "?#", "\"x\"", "+", "🦀", "a\tb"]) {
    assert.equal(stateOf(written(state({ q }))).q, q);
  }
});

test("blanks around what is typed are not part of it", () => {
  assert.equal(written(state({ q: "  rust " })), "?q=rust");
  assert.equal(written(state({ q: "   " })), "");
});

test("only-these without a choice says nothing, so the address leaves it out", () => {
  assert.equal(written(state({ only: { skill: true, language: true } })), "");
  assert.equal(written(state({ only: { skill: true }, choices: { skill: ["go"], language: ["de"] } })), "?skill=go&skills=only&language=de");
});

test("a choice can be taken back, and the last one leaves nothing behind", () => {
  const chosen = nothing();
  choose(chosen, "skill", "rust", true);
  choose(chosen, "skill", "go", true);
  choose(chosen, "skill", "rust", true);
  assert.deepEqual([...chosen.choices.skill].sort(), ["go", "rust"]);
  choose(chosen, "skill", "rust", false);
  choose(chosen, "level", "senior", false);
  assert.deepEqual(chosen.choices, { skill: ["go"] });
  choose(chosen, "skill", "go", false);
  assert.deepEqual(chosen, nothing());
});

test("random states come back from their addresses", () => {
  const seed = 7;
  const random = randomFrom(seed);
  const upTo = (most) => Math.floor(random() * (most + 1));
  const pick = (list) => list[upTo(list.length - 1)];
  const slugs = ["rust", "c-plus-plus", "de/berlin", "größe", "数据", "a-2", "anywhere", "5"];
  const maybe = (value, none) => (random() < 0.5 ? value() : none);
  for (let round = 0; round < 500; round++) {
    const made = nothing();
    for (const facet of CHOICES) {
      if (random() < 0.3) made.choices[facet] = [...new Set(Array.from({ length: 1 + upTo(3) }, () => pick(slugs)))];
    }
    if (made.choices.skill && random() < 0.5) made.only.skill = true;
    if (made.choices.language && random() < 0.5) made.only.language = true;
    made.education = maybe(() => pick(["none", "high-school", "associate", "bachelor", "master", "doctorate"]), "");
    made.experience = maybe(() => upTo(60), null);
    made.salary = maybe(() => ({ amount: upTo(999_999_999), currency: pick(["EUR", "USD", "JPY"]), per: pick(Object.keys(PERIODS)) }), null);
    made.posted = maybe(() => upTo(400), null);
    made.q = maybe(() => pick(["rust", "C++ & Go", "\"a b\"", "100%", "上海", "a/b=c"]), "");
    made.sort = pick(SORTS);
    made.page = 1 + upTo(3);
    const { state, ignored } = read(written(made), everything);
    assert.deepEqual(state, made, `seed ${seed}, round ${round}: ${written(made)}`);
    assert.deepEqual(ignored, []);
  }
});
