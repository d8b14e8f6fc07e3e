// The live preview in a browser: what is saved is what is seen, in the page that is open, and nowhere else.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "../lib/browser.js";

const ROOT = join(import.meta.dirname, "../../..");
const PROGRAM = process.env.ROLECALL ?? ["release", "debug"].map((profile) => join(ROOT, "target", profile, "rolecall")).find(existsSync);

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {string} */
let folder;
/** @type {import("node:child_process").ChildProcess} */
let program;
/** @type {string} */
let url;

/** Writes a file of the project. @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** @param {string} title @param {string} [more] @param {string} [body] */
const posting = (title, more = "", body = "Text.\n\n".repeat(150)) => `---\ntitle: ${title}\nposted: 2026-11-01\n${more}---\n${body}`;

/** Starts the preview and waits for its address. @param {string[]} [args] */
async function start(args = []) {
  assert.ok(PROGRAM, "build rolecall first, or say in ROLECALL where it is");
  program = spawn(PROGRAM, ["serve", "--today", "2026-11-22", ...args], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  url = await new Promise((found, failed) => {
    let said = "";
    program.stdout?.on("data", (bytes) => {
      said += bytes;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address) found(address);
    });
    program.once("exit", () => failed(new Error(`the preview ended: ${said}`)));
  });
}

const stop = () =>
  new Promise((ended) => {
    program.once("exit", ended);
    program.kill("SIGINT");
  });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "preview-"));
  write("static/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write("content/site.yaml", "title: Example\nbase_url: https://example.org/some/path/\n");
  for (const name of ["a", "b", "c"]) write(`content/jobs/${name}.md`, posting(`Role ${name}`, "department: Research\n"));
  browser = await launch();
  await start();
});

after(async () => {
  await stop();
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a page and marks its document, so that a reload shows. @param {string} path */
async function visit(path) {
  const visited = await open(browser, url + path, { viewport: { width: 1000, height: 600 } });
  // Far longer than anything takes, since other programs may keep the machine busy.
  visited.page.setDefaultTimeout(60_000);
  await mark(visited.page);
  return visited;
}

const mark = (/** @type {import("playwright-core").Page} */ page) =>
  page.evaluate(() => void (/** @type {any} */ (globalThis).isTheSame = true));
const isTheSame = (/** @type {import("playwright-core").Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (globalThis).isTheSame === true);

/** Waits for words in the page. @param {import("playwright-core").Page} page @param {string} words */
const sees = (page, words) => page.waitForFunction((words) => document.body.innerText.includes(words), words);

test("an edit arrives, the page stays where it was, and what was open stays open", async () => {
  write("content/jobs/a.md", posting("Role a", "", "<details><summary>More</summary>Hidden words</details>\n\n" + "Text.\n\n".repeat(150)));
  const { page, clean } = await visit("jobs/a/");
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    scrollTo({ top: 900, behavior: "instant" });
  });
  const { top, open } = await page.evaluate(() => ({ top: scrollY, open: document.querySelectorAll("details[open]").length }));
  assert.ok(top > 800, "the page is long enough to be scrolled");
  write("content/jobs/a.md", readFileSync(join(folder, "content/jobs/a.md"), "utf8").replace("Role a", "Other role a"));
  await sees(page, "Other role a");
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 60, top);
  assert.equal(await page.evaluate(() => document.querySelectorAll("details[open]").length), open);
  clean();
});

test("another posting's edit does not reload this page", async () => {
  write("content/jobs/c.md", posting("Role c"));
  const { page } = await visit("jobs/c/");
  const index = await visit("");
  // The index lists both, so its news says that the edit has gone round.
  write("content/jobs/b.md", posting("Seen on the index", "department: Research\n"));
  await sees(index.page, "Seen on the index");
  assert.ok(await isTheSame(page));
  // And it follows its own.
  write("content/jobs/c.md", posting("Role c, renamed"));
  await sees(page, "Role c, renamed");
});

test("identical content causes nothing, and a reload comes once", async () => {
  const { page } = await visit("jobs/a/");
  let loads = 0;
  // A page is there before it has loaded: what is shown was navigated to for certain.
  page.on("framenavigated", () => loads++);
  const text = readFileSync(join(folder, "content/jobs/a.md"), "utf8");
  write("content/jobs/a.md", text);
  write("content/jobs/a.md", text.replace("title:", "title: Once"));
  await sees(page, "Once");
  write("content/jobs/a.md", text.replace("title:", "title: Twice"));
  await sees(page, "Twice");
  assert.equal(loads, 2);
});

test("a style change is swapped in without a reload", async () => {
  write("static/assets/custom.css", "h1 { color: rgb(1, 2, 3) }");
  const { page } = await visit("jobs/a/");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1") ?? document.body).color === "rgb(1, 2, 3)");
  write("static/assets/custom.css", "h1 { color: rgb(9, 8, 7) }");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1") ?? document.body).color === "rgb(9, 8, 7)");
  assert.ok(await isTheSame(page));
});

test("an error appears over the last good page with file and line, harmless, and goes when it is mended", async () => {
  const good = posting("Role a");
  write("content/jobs/a.md", good);
  const { page } = await visit("jobs/a/");
  await sees(page, "Role a");
  write("content/jobs/a.md", good.replace("posted: 2026-11-01", "postd: <img src=x onerror=alert(1)>"));
  await sees(page, "content/jobs/a.md:3");
  await sees(page, "did you mean `posted`?");
  assert.equal(await page.locator("#rolecall-problems img").count(), 0);
  await sees(page, "Role a");
  // Who comes now is told as well, and still has the site.
  const late = await visit("");
  await sees(late.page, "content/jobs/a.md:3");
  write("content/jobs/a.md", good);
  await page.waitForFunction(() => !document.querySelector("#rolecall-problems"));
  await late.page.waitForFunction(() => !document.querySelector("#rolecall-problems"));
});

test("chosen filters survive an edit, which shows in the list", async () => {
  const { page } = await visit("?department=research&sort=closing");
  await page.waitForFunction(() => document.querySelector(".chosen li") && !document.querySelector("[aria-busy=true]"));
  write("content/jobs/b.md", posting("Renamed under a filter", "department: Research\n"));
  await sees(page, "Renamed under a filter");
  await page.waitForSelector(".chosen li");
  assert.match(page.url(), /department=research/);
});

test("who is typing goes on where they were, and so does who is at a box", async () => {
  const { page } = await visit("");
  const at = () => page.evaluate(() => {
    const { name, value, selectionStart, selectionEnd } = /** @type {any} */ (document.activeElement);
    return [name, value, selectionStart, selectionEnd];
  });
  await page.waitForSelector("form.filters fieldset input[type=checkbox]");
  await page.focus("[name=q]");
  await page.keyboard.type("row");
  await page.keyboard.press("ArrowLeft");
  write("content/jobs/c.md", posting("Row while somebody types"));
  await sees(page, "Row while somebody types");
  await page.waitForFunction(() => /** @type {any} */ (document.activeElement).name === "q");
  assert.deepEqual(await at(), ["q", "row", 2, 2]);
  await page.keyboard.type("l");
  assert.deepEqual(await at(), ["q", "rolw", 3, 3]);
  await page.fill("[name=q]", "");
  await page.focus("[name=department][value=research]");
  write("content/jobs/c.md", posting("Row beside a box"));
  await sees(page, "Row beside a box");
  await page.waitForFunction(() => /** @type {any} */ (document.activeElement).name === "department");
  assert.deepEqual(await at(), ["department", "research", null, null]);
});

test("the preview's own restart is survived", async () => {
  const { page } = await visit("jobs/a/");
  const { port } = new URL(url);
  await stop();
  write("content/jobs/a.md", posting("Written meanwhile"));
  await start(["--port", port]);
  await sees(page, "Written meanwhile");
});
