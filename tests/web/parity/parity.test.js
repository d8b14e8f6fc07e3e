/* The script, the facet pages and the plain reference agree on every list, every order and every count. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { gunzipSync } from "node:zlib";

import { board as read, titled } from "../../../static/assets/filters/board.js";
import { byClosing, bySalary, commonCurrency, dayOf, Selection } from "../../../static/assets/filters/filter.js";
import { Search } from "../../../static/assets/filters/search.js";
import { nothing, written } from "../../../static/assets/filters/state.js";
import { board as makeBoard, Chance, TODAY, write } from "./boards.js";
import * as reference from "./reference.js";
import { randomState } from "./states.js";

const STATES = 150;
const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 6) }, (_, i) => i + 1);
const REPOSITORY = resolve(import.meta.dirname, "../../..");

function binary() {
  const own = process.env.ROLECALL;
  const built = ["release", "debug"].map((profile) => join(REPOSITORY, "target", profile, "rolecall"));
  const found = (own ? [resolve(own)] : built).find((path) => existsSync(path));
  assert.ok(found, `there is no rolecall at ${own ?? built.join(" or ")}: run cargo build, or name one in ROLECALL`);
  return found;
}

const folder = mkdtempSync(join(tmpdir(), "rolecall-parity-"));
after(() => rmSync(folder, { recursive: true }));

/** Builds a board: the postings, the output and what the script reads of it. */
function built(seed) {
  const postings = makeBoard(seed);
  const project = join(folder, String(seed));
  write(postings, project);
  const out = join(project, "public");
  const options = ["build", "--out", out, "--today", TODAY, ...(postings.drafts ? ["--drafts"] : [])];
  execFileSync(binary(), options, { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  const { facts } = JSON.parse(readFileSync(join(out, "filters.json"), "utf8"));
  const board = read(gunzipSync(readFileSync(join(out, facts))));
  const terms = Object.fromEntries(board.facets.map(({ name, slugs, names }) =>
    [name, slugs.map((slug, i) => ({ facet: name, slug, key: reference.keyOf(name, slug, names[i]) }))]));
  return { postings, out, board, terms, search: new Search(board) };
}

/** The addresses of the roles that the numbered pages of a list link to, in order. */
function linked(list) {
  const slugs = [];
  for (let number = 1; ; number++) {
    const page = join(list, number > 1 ? `page/${number}` : "", "index.html");
    if (number > 1 && !existsSync(page)) return slugs;
    const html = readFileSync(page, "utf8");
    const start = html.indexOf("<div id=\"roles\">");
    assert.ok(html.indexOf("id=\"role-list\"") >= 0 && start >= 0, `${page} has no list of roles`);
    const rows = html.slice(start, html.indexOf("<template", start));
    slugs.push(...Array.from(rows.matchAll(/<li><a href="[^"]*\/jobs\/([^"/]+)\/"/g), ([, slug]) => decodeURIComponent(slug)));
  }
}

/** The terms that have a page below a facet's folder. */
function pagesOf(folder, slug = "") {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "page");
  return inside.flatMap(({ name }) => [slug + name, ...pagesOf(join(folder, name), `${slug}${name}/`)]);
}

const slugsOf = (board, roles) => Array.from(roles, (role) => titled(board, role).slug);
const own = (roles) => roles.map((role) => role.slug);

/** What the reference is asked: keys in place of slugs. */
function askedOf(state, terms) {
  const keys = ([facet, slugs]) => [facet, slugs.map((slug) => terms[facet].find((term) => term.slug === slug).key)];
  return { ...state, choices: Object.fromEntries(Object.entries(state.choices).map(keys)) };
}

/** Compares lists, orders and counts of one state. */
function compare({ postings, board, terms, search }, selection, state, scope) {
  const asked = askedOf(state, terms);
  selection.update(state, search, dayOf(TODAY));
  const wanted = reference.matching(postings, asked, scope);
  const isOpen = (role) => reference.leavesOpen(role, asked, scope);
  const { roles, stated } = selection.matching(null, true);
  const newest = [...wanted.filter((role) => !isOpen(role)), ...wanted.filter(isOpen)];
  assert.deepEqual(slugsOf(board, roles).sort(), own(wanted).sort(), "the roles");
  assert.deepEqual(slugsOf(board, roles), own(newest), "newest first, what leaves open last");
  assert.equal(stated, wanted.filter((role) => !isOpen(role)).length, "how many state all that is asked for");
  const currency = state.salary?.currency ?? commonCurrency(board);
  for (const [sort, order] of [["closing", byClosing(board)], ["salary", bySalary(board, currency)]]) {
    const wantedCurrency = state.salary?.currency ?? reference.commonCurrency(postings);
    assert.deepEqual(slugsOf(board, selection.matching(order, false).roles), own(reference.sorted(wanted, sort, wantedCurrency)), sort);
  }
  for (const facet of reference.FACETS) {
    const slugs = terms[facet].map(({ slug }) => slug);
    const counts = reference.counts(postings, asked, scope, facet, terms[facet].map(({ key }) => key));
    const named = (numbers) => slugs.map((slug, i) => `${slug}: ${numbers[i]}`);
    assert.deepEqual(named(selection.counts(facet)), named(counts), `counts of ${facet}`);
  }
  for (const posted of [0, 1, 7, 30, 400]) {
    const count = reference.matching(postings, { ...asked, posted }, scope).length;
    assert.equal(selection.within(selection.counts("posted"), posted), count, `count of ${posted} days`);
  }
}

for (const seed of SEEDS) {
  test(`board ${seed}`, async (t) => {
    const all = built(seed);
    const { postings, out, board, terms } = all;

    await t.test("has the terms of its postings, each once", () => {
      for (const facet of reference.FACETS) {
        const keys = terms[facet].map(({ key }) => key);
        assert.deepEqual(keys.toSorted(), [...reference.allTerms(postings, facet)].sort(), facet);
      }
    });

    await t.test("has a page for every term and for no other", () => {
      for (const facet of reference.FACETS) {
        assert.deepEqual(pagesOf(join(out, facet)).sort(), terms[facet].map(({ slug }) => slug).sort(), facet);
      }
    });

    await t.test("lists on every page what the script lists there, in the same order", () => {
      assert.deepEqual(linked(out), slugsOf(board, new Selection(board, null).matching(null, true).roles), "the index");
      assert.deepEqual(linked(out), own(reference.listed(postings)), "the index");
      for (const { facet, slug } of Object.values(terms).flat()) {
        const { roles } = new Selection(board, { facet, slug }).matching(null, true);
        assert.deepEqual(linked(join(out, facet, slug)), slugsOf(board, roles), `/${facet}/${slug}/ of board ${seed}`);
      }
    });

    for (const [where, isScoped] of [["on the index", false], ["on a term's page", true]]) {
      await t.test(`filters, sorts and counts as the reference does ${where}`, () => {
        const chance = new Chance(seed + (isScoped ? 1000 : 0));
        let selection = new Selection(board, null);
        let scope = null;
        let found = 0;
        for (let round = 0; round < STATES; round++) {
          // One page serves several states, so that what a state leaves behind would show.
          if (isScoped && round % 4 === 0) {
            scope = chance.pick(Object.values(terms).flat());
            selection = new Selection(board, scope);
          }
          const state = { ...nothing(), ...randomState(chance, postings, terms) };
          try {
            compare(all, selection, state, scope);
          } catch (error) {
            const page = scope ? `/${scope.facet}/${scope.slug}/` : "/";
            error.message = `board ${seed}, round ${round}, ${page}${written(state)}\n${error.message}`;
            throw error;
          }
          if (selection.matching(null, true).roles.length) found++;
        }
        assert.ok(found > STATES / 3, `only ${found} of ${STATES} random states find anything: they prove little`);
      });
    }
  });
}
