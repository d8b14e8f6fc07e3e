/* "You meet 5 of 6": what counts, what does not, and which role fits better. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { byScore } from "../../../static/assets/filters/filter.js";
import { Match, withImplied } from "../../../static/assets/filters/match.js";
import { isEnough } from "../../../static/assets/filters/profile.js";
import { nobody } from "../../../static/assets/filters/profile.js";
import { boardOf } from "./made.js";

const had = (...pairs) => pairs.map(([slug, level = 0]) => ({ slug, name: slug, level }));
const profile = ({ skills = [], languages = [], ...rest }) =>
  ({ ...nobody(), skills: had(...skills), languages: had(...languages), ...rest });

/** The verdict on one role, with slugs in place of terms. */
function verdict(role, candidate, more) {
  const board = boardOf([{}, role], more);
  const match = new Match(board, withImplied(board, profile(candidate)));
  const said = match.verdict(1);
  const slug = (facet, term) => board.facets.find(({ name }) => name === facet).slugs[term];
  return { ...said, missing: said.missing.map(({ facet, term }) => `${facet} ${slug(facet, term)}`) };
}

const counted = ({ met, total }) => `${met} of ${total}`;

test("each required skill, each language, the years and the degree count once", () => {
  const role = { skill: [["rust"], ["go"]], language: [["english"], ["german"]], experience: 5, education: "bachelor" };
  const candidate = { skills: [["rust"]], languages: [["english"]], years: 6, degree: "master" };
  const said = verdict(role, candidate);
  assert.equal(counted(said), "4 of 6");
  assert.deepEqual(said.missing, ["skill go", "language german"]);
});

test("whoever says nothing meets nothing, and all that is asked for is missing", () => {
  const role = { skill: [["rust"]], language: [["english"]], experience: 1, education: "high-school" };
  const said = verdict(role, {});
  assert.equal(counted(said), "0 of 4");
  assert.deepEqual(said.missing, ["skill rust", "language english", "experience 1", "education high-school"]);
});

test("no years and no degree are nothing to meet, and neither is what a role does not state", () => {
  assert.equal(counted(verdict({ experience: 0, education: "none" }, {})), "0 of 0");
  assert.equal(counted(verdict({}, { skills: [["rust"]], years: 9, degree: "doctorate" })), "0 of 0");
});

test("so many years as are asked for are enough, and so is the very degree", () => {
  const asked = { experience: 5, education: "bachelor" };
  assert.equal(counted(verdict(asked, { years: 5, degree: "bachelor" })), "2 of 2");
  assert.deepEqual(verdict(asked, { years: 4, degree: "associate" }).missing, ["experience 5", "education bachelor"]);
  assert.deepEqual(verdict(asked, { years: 0, degree: "none" }).missing, ["experience 5", "education bachelor"]);
});

test("preferred skills are told apart and are never missing", () => {
  const said = verdict({ skill: [["rust"]], preferred: [["go"], ["zig"]] }, { skills: [["go"]] });
  assert.equal(counted(said), "0 of 1");
  assert.deepEqual([said.nice, said.niceTotal, said.missing], [1, 2, ["skill rust"]]);
});

test("a level counts only when the role asks for one and the candidate gave theirs", () => {
  const none = -1;
  const cases = [
    [0, none, false], [0, 0, true], [0, 1, true], [2, none, false], [2, 0, true], [2, 1, false], [2, 2, true], [2, 3, true],
  ];
  for (const [asked, own, is] of cases) assert.equal(isEnough(asked, own), is, `asked ${asked}, had ${own}`);
  const role = { skill: [["rust", 3]], language: [["german", 4]] };
  assert.equal(counted(verdict(role, { skills: [["rust", 2]], languages: [["german", 4]] })), "1 of 2");
  assert.equal(counted(verdict(role, { skills: [["rust", 0]], languages: [["german", 5]] })), "2 of 2");
});

test("the level that is missing is told", () => {
  const board = boardOf([{ skill: [["rust", 3]] }]);
  const [missing] = new Match(board, profile({ skills: [["rust", 1]] })).verdict(0).missing;
  assert.equal(missing.level, 3);
});

test("a skill brings with it what it includes, at any level", () => {
  const more = { implies: { postgresql: ["sql"] } };
  const role = { skill: [["sql", 3]], preferred: [["postgresql"]] };
  assert.equal(counted(verdict(role, { skills: [["postgresql", 1]] }, more)), "1 of 1");
  assert.deepEqual(verdict({ skill: [["postgresql"]], preferred: [["sql"]] }, { skills: [["sql"]] }, more).missing, ["skill postgresql"]);
});

test("what a candidate says of a skill counts more than what another brings with it", () => {
  const more = { implies: { postgresql: ["sql"] } };
  const role = { skill: [["sql", 3]], preferred: [["postgresql"]] };
  const candidate = { skills: [["postgresql", 3], ["sql", 1]] };
  assert.equal(counted(verdict(role, candidate, more)), "0 of 1");
});

test("what is included is noted once, however many skills include it", () => {
  const board = boardOf([{ skill: [["react"], ["vue"], ["javascript"]] }], { implies: { react: ["javascript"], vue: ["javascript"] } });
  assert.deepEqual(withImplied(board, profile({ skills: [["react"], ["vue"]] })).implied, ["javascript"]);
  assert.deepEqual(withImplied(board, profile({})).implied, []);
});

test("what was included before and is no longer is forgotten", () => {
  const board = boardOf([{ skill: [["react"], ["javascript"]] }], { implies: { react: ["javascript"] } });
  assert.deepEqual(withImplied(board, { ...profile({ skills: [["javascript"]] }), implied: ["cobol"] }).implied, []);
});

test("skills that no role of the board knows do no harm", () => {
  const said = verdict({ skill: [["rust"]] }, { skills: [["cobol"], ["rust"]], languages: [["latin"]] });
  assert.equal(counted(said), "1 of 1");
});

test("best match first: the share that is met, then how much, then what is preferred; nothing required last", () => {
  const skills = (...slugs) => slugs.map((slug) => [slug]);
  const board = boardOf([
    {}, // 0: requires nothing
    { skill: skills("x", "y") }, // 1: none of two
    { skill: skills("a", "x") }, // 2: half
    { skill: skills("a") }, // 3: all of one
    { skill: skills("a", "b") }, // 4: all of two
    { skill: skills("a"), preferred: skills("b") }, // 5: all of one, and one preferred
    { skill: skills("a", "x"), preferred: skills("b", "c") }, // 6: half, and two preferred
    { skill: skills("a", "b", "x") }, // 7: two of three
    { preferred: skills("a", "b") }, // 8: requires nothing
    { skill: skills("a") }, // 9: all of one, as 3
  ]);
  const match = new Match(board, profile({ skills: skills("a", "b", "c") }));
  assert.deepEqual([...byScore(match.scores())], [4, 5, 3, 9, 7, 6, 2, 1, 0, 8]);
});

test("the score and the verdict say the same", () => {
  const roles = [
    { skill: [["a", 2], ["b"]], language: [["english", 5]], experience: 3 },
    { skill: [["a", 3]], education: "master" },
    { preferred: [["a"]], language: [["english", 6]] },
  ];
  const board = boardOf(roles);
  const match = new Match(board, profile({ skills: [["a", 2]], languages: [["english", 5]], years: 3, degree: "bachelor" }));
  const shares = roles.map((_, role) => match.verdict(role)).map(({ met, total }) => met / total);
  assert.deepEqual(shares, [3 / 4, 0, 0]);
  assert.deepEqual([...byScore(match.scores())], [0, 2, 1]);
});
