/* What a reader types is found where they would look for it, and not where they would not. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Search, words } from "../../../static/assets/filters/search.js";
import { fold } from "../../../static/assets/filters/state.js";
import { boardOf, file, titlesOf } from "./made.js";
import { titles } from "../../../static/assets/filters/board.js";

/** The places of the roles that a query finds. */
function found(board, query) {
  const marked = new Search(board).find(query);
  return Array.from({ length: board.roles }, (_, role) => role).filter((role) => !marked || marked[role]);
}

/** Whether a query finds a role of this title. */
const finds = (title, query) => found(boardOf([{ title }]), query).length === 1;

test("a word is found by its beginning, in any place of the title", () => {
  for (const query of ["senior", "eng", "r", "rust engineer", "engineer rust"]) assert.ok(finds("Senior Rust Engineer", query), query);
});

test("a word inside a word is not found", () => {
  for (const query of ["gineer", "ust", "enior", "engineers"]) assert.ok(!finds("Senior Rust Engineer", query), query);
  assert.ok(!finds("Trust Officer", "rust"));
  assert.ok(!finds("Überführung", "führung"));
});

test("every word must be found, each wherever it is", () => {
  const board = boardOf([
    { title: "Rust Engineer", department: "engineering", place: [["Berlin", ""]] },
    { title: "Go Engineer", department: "engineering", place: [["Berlin", ""]] },
    { title: "Rust Engineer", department: "sales", place: [["Bonn", ""]] },
  ]);
  assert.deepEqual(found(board, "rust berlin"), [0]);
  assert.deepEqual(found(board, "rust eng"), [0, 2]);
  assert.deepEqual(found(board, "rust nowhere"), []);
});

test("what was typed before has no say", () => {
  const board = boardOf(["Rust Engineer", "Go Engineer", "Rust Writer", "Gardener"].map((title) => ({ title })));
  const search = new Search(board);
  for (const query of ["r", "rust", "rust e", "rust eng", "eng", "eng rust", "w rust", "rust", "nowhere", "rust nowhere", "g", "go eng"]) {
    const marked = search.find(query);
    assert.deepEqual([0, 1, 2, 3].filter((role) => marked[role]), found(board, query), query);
  }
});

test("a role is found by department, team, company, places with regions and countries, and skills", () => {
  const names = { d: "Data Science", c: "Acme GmbH", de: "Germany", "de/berlin": "Berlin", r: "Rust", p: "Prolog" };
  const role = {
    department: "d", team: "Grid Control", company: "c", location: ["de/berlin"], place: [["Berlin", "Brandenburg"]],
    skill: [["r"]], preferred: [["p"]],
  };
  const board = boardOf([{ title: "Other" }, role], { names });
  for (const query of ["science", "grid", "acme", "gmbh", "germany", "berlin", "branden", "rust", "prolog"]) {
    assert.deepEqual(found(board, query), [1], query);
  }
});

test("a skill is found by its other names", () => {
  const board = boardOf([{ skill: [["kubernetes"]] }, { skill: [["go"]] }], { aliases: { kubernetes: "k8s, kube", go: "golang, go lang" } });
  assert.deepEqual(found(board, "K8S"), [0]);
  assert.deepEqual(found(board, "kube"), [0]);
  assert.deepEqual(found(board, "golang"), [1]);
  assert.deepEqual(found(board, "lang"), [1]);
});

test("case and accents do not count, in the query or in the role", () => {
  for (const [title, query] of [
    ["Führungskraft", "FUHRUNGS"], ["Fuhrungskraft", "führung"], ["Café Manager", "cafe"], ["Łódź Office", "lodz"],
    ["Straßenbau", "strasse"], ["Strassenbau", "straße"], ["STRASSENBAU", "Straße"], ["Smørrebrød Chef", "smorrebrod"],
    ["İstanbul Sales", "istanbul"], ["Kırklareli", "kirk"], ["Æsthetics", "aesth"], ["Œuvre", "oeuvre"], ["Þór", "thor"],
    ["Μηχανικός", "ΜΗΧΑΝΙΚΟΣ"], ["ΟΔΟΣΤΡΩΜΑ", "οδός"], ["Инженер", "ИНЖ"], ["Ｒｕｓｔ", "rust"], ["𝗦𝗲𝗻𝗶𝗼𝗿 Engineer", "senior"],
    ["Cafe\u0301", "caf\u00e9"],
  ]) {
    assert.ok(finds(title, query), `${query} in ${title}`);
  }
});

test("a text that is folded stays as it is when folded again", () => {
  for (const text of ["Größe", "İI", "ΑΣ ΣΑ", "ℌ", "数据", "ﬁn", "Ångström", "Ｃ＋＋", "𝗦"]) assert.equal(fold(fold(text)), fold(text));
});

test("names with signs are found as they are written", () => {
  const skills = ["C", "C++", "C#", ".NET", "Node.js", "R", "R&D", "CI/CD"];
  const board = boardOf(skills.map((slug) => ({ skill: [[slug]] })));
  const names = (query) => found(board, query).map((role) => skills[role]);
  assert.deepEqual(names("c++"), ["C++"]);
  assert.deepEqual(names("C#"), ["C#"]);
  assert.deepEqual(names(".net"), [".NET"]);
  assert.deepEqual(names("net"), [".NET"]);
  assert.deepEqual(names("node.js"), ["Node.js"]);
  assert.deepEqual(names("js"), ["Node.js"]);
  assert.deepEqual(names("R&D"), ["R&D"]);
  assert.deepEqual(names("ci/cd"), ["CI/CD"]);
  assert.deepEqual(names("c"), ["C", "C++", "C#", "CI/CD"]);
});

test("quotes, brackets and full stops around a word do not count", () => {
  for (const query of ["\"rust\"", "„Rust“", "(rust)", "rust.", "rust, engineer", "rust; engineer", "rust…", "'rust'", "«rust»", "rust:"]) {
    assert.ok(finds("Rust Engineer", query), query);
  }
  assert.ok(finds("(Senior) \"Rust\" Engineer/Architect", "senior rust architect"));
  assert.deepEqual(words("工程师、上海,Go"), ["工程师", "上海", "go"]);
  for (const query of ["(C++)", "\"C++\"", "C++.", "C++, "]) assert.deepEqual(words(query), ["c++"], query);
});

test("a query without a letter or a number looks for nothing", () => {
  for (const query of ["", "   ", "+", "-", "\"\"", ", ;", "🦀", "&"]) {
    assert.deepEqual(words(query), []);
    assert.ok(finds("Baker", query), query);
  }
});

test("a sign among the words takes nothing away", () => {
  assert.ok(finds("Research & Development", "research & development"));
  assert.ok(finds("Engineer – Rust", "engineer - rust"));
});

test("in scripts without spaces a word begins anywhere", () => {
  for (const [title, query] of [
    ["数据平台工程师", "平台"], ["数据平台工程师", "数据 工程师"], ["ソフトウェアエンジニア", "エンジニア"], ["東京オフィスの受付", "受付"],
    ["วิศวกรซอฟต์แวร์", "ซอฟต์แวร์"], ["𠮷野家店長", "店長"], ["旧𠮷野家", "𠮷野"],
  ]) {
    assert.ok(finds(title, query), `${query} in ${title}`);
  }
  assert.ok(!finds("数据平台工程师", "平工"));
});

test("a Chinese word behind a Latin one begins there", () => {
  assert.ok(finds("Java开发工程师", "开发"));
  assert.ok(finds("Senior後端工程師", "後端"));
});

test("a Latin word among Chinese or Japanese characters begins there", () => {
  assert.ok(finds("高级Java开发工程师", "java"));
  assert.ok(finds("シニアRustエンジニア", "rust"));
  assert.ok(!finds("高级JavaScript工程师", "script"));
});

test("Korean is found by its beginning, also while the last syllable is being typed", () => {
  assert.ok(finds("백엔드 개발자", "개발"));
  assert.ok(finds("백엔드 개발자", "개바"));
  assert.ok(!finds("백엔드 개발자", "엔드"));
});

test("numbers are words", () => {
  assert.ok(finds("Level 2 Support", "2"));
  assert.ok(!finds("Level 12 Support", "2"));
});

test("a role whose terms are many is found by the first and by the last", () => {
  const board = boardOf([{}, { skill: [["ada"], ["basic"], ["cobol"]] }, {}, { skill: [["zig"]] }]);
  assert.deepEqual(found(board, "ada"), [1]);
  assert.deepEqual(found(board, "cobol"), [1]);
  assert.deepEqual(found(board, "zig"), [3]);
});

test("titles that stand apart are searched where they belong", () => {
  const roles = ["Baker", "Cook", "Baker", "Waiter"].map((title, i) => ({ title, slug: `r-${i}` }));
  const board = boardOf(roles, { titles: false });
  for (const [first, end] of [[2, 4], [0, 2]]) {
    const { header, numbers } = titlesOf(roles.slice(first, end), first);
    board.titles.push(titles(file(header, numbers)));
  }
  assert.deepEqual(found(board, "baker"), [0, 2]);
  assert.deepEqual(found(board, "waiter"), [3]);
});

test("words are not joined across two names", () => {
  const board = boardOf([{ team: "Alpha" }, { team: "Beta" }]);
  assert.deepEqual(found(board, "alpha beta"), []);
});
