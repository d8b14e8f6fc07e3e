/* The data of a large board comes in parts: titles are there only when their file has arrived, whoever asked for it. */

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { titled } from "../../../static/assets/filters/board.js";
import { Loader } from "../../../static/assets/filters/load.js";
import { facts, file, titlesOf } from "./made.js";

const EACH = 4;
/** The last file has fewer, so the parts are not equal shares. */
const ROLES = Array.from({ length: 9 }, (_, i) => ({ title: `Title ${i}`, slug: `slug-${i}` }));
const FILES = ["a.bin", "b.bin", "c.bin"];

const fetchOfNode = globalThis.fetch;
after(() => void (globalThis.fetch = fetchOfNode));

/** A loader of such a board, whose files of titles come when they are let go or are refused. */
function held() {
  const answers = {
    "filters.json": JSON.stringify({ version: 1, roles: ROLES.length, facts: "facts.bin", titles: FILES, titles_each: EACH }),
    "facts.bin": facts(ROLES, { titles: false }),
  };
  FILES.forEach((name, i) => {
    const { header, numbers } = titlesOf(ROLES.slice(i * EACH, (i + 1) * EACH), i * EACH);
    answers[name] = file(header, numbers);
  });
  const asked = [];
  const waiting = new Map();
  globalThis.fetch = (url) => {
    const name = String(url).split("/").at(-1);
    asked.push(name);
    const answer = () => new Response(answers[name]);
    if (!FILES.includes(name)) return Promise.resolve(answer());
    return new Promise((come, refuse) => waiting.set(name, { come: () => come(answer()), refuse: () => refuse(new Error(name)) }));
  };
  return { loader: new Loader(new URL("http://localhost/filters.json")), asked, waiting };
}

/** Waits until a file has been asked for. */
async function until(waiting, name) {
  while (!waiting.has(name)) await new Promise((next) => setImmediate(next));
  const file = waiting.get(name);
  waiting.delete(name);
  return file;
}

test("roles have their own titles, whichever file they stand in", async () => {
  const { loader, waiting, asked } = held();
  const board = await loader.load();
  for (const role of [8, 3, 4, 7, 5]) {
    const coming = loader.loadTitles([role]);
    if (!loader.hasTitles([role])) (await until(waiting, FILES[Math.floor(role / EACH)])).come();
    await coming;
    assert.deepEqual(titled(board, role), { title: `Title ${role}`, slug: `slug-${role}` });
  }
  assert.ok(loader.hasTitles(null));
  assert.deepEqual(asked.filter((name) => FILES.includes(name)), ["c.bin", "a.bin", "b.bin"], "each once");
});

test("a manifest that is known already is used once, and asked for again when its files are gone", async () => {
  const { loader, asked } = held();
  assert.equal(await loader.isSmall(), false);
  const answer = globalThis.fetch;
  let isGone = true;
  globalThis.fetch = (url) => {
    if (!isGone || !String(url).endsWith("facts.bin")) return answer(url);
    isGone = false;
    return Promise.resolve(new Response("", { status: 404 }));
  };
  const board = await loader.load();
  assert.equal(board.roles, ROLES.length);
  assert.deepEqual(asked, ["filters.json", "filters.json", "facts.bin"]);
  const other = held();
  await other.loader.isSmall();
  await other.loader.load();
  assert.deepEqual(other.asked, ["filters.json", "facts.bin"], "not twice when all is well");
});

test("titles on their way are not there yet, and are asked for once", async () => {
  const { loader, waiting, asked } = held();
  const board = await loader.load();
  const first = loader.loadTitles([0]);
  const { come } = await until(waiting, "a.bin");
  assert.equal(loader.hasTitles([0]), false);
  const second = loader.loadTitles([1, 2]);
  come();
  await Promise.all([first, second]);
  assert.ok(loader.hasTitles([0, 1, 2, 3]));
  assert.equal(titled(board, 2)?.title, "Title 2");
  assert.equal(asked.filter((name) => name === "a.bin").length, 1);
});

test("a file that did not come is asked for again, and does not keep others from being used", async () => {
  const { loader, waiting } = held();
  const board = await loader.load();
  const first = loader.loadTitles([0]);
  const other = loader.loadTitles([5]);
  (await until(waiting, "b.bin")).come();
  await other;
  assert.equal(titled(board, 5)?.title, "Title 5");
  (await until(waiting, "a.bin")).refuse();
  await assert.rejects(first);
  assert.equal(loader.hasTitles([0]), false);
  const again = loader.loadTitles([0]);
  (await until(waiting, "a.bin")).come();
  await again;
  assert.equal(titled(board, 0)?.title, "Title 0");
});
