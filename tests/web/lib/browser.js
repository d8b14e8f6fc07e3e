// A headless Chromium, and pages in it that fail a test when anything is wrong behind the scenes.
import assert from "node:assert/strict";
import { accessSync } from "node:fs";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Where the browser is: `CHROMIUM`, or the usual names. */
function executable() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  for (const place of places) {
    try {
      if (place) accessSync(place);
      if (place) return place;
    } catch {
      // not there
    }
  }
  throw new Error("no Chromium: install it, or set CHROMIUM to where it is");
}

export const launch = () =>
  chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"] });

/**
 * A page that notes console errors, broken policies and requests to other hosts; `clean()` fails when there were any.
 * @param {import("playwright-core").Browser} browser @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {(page: import("playwright-core").Page) => Promise<void>} [prepare] what is to be done before the page is fetched
 */
export async function open(browser, url, options = {}, prepare = async () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const { host } = new URL(url);
  /** @type {string[]} */
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).host !== host && /^https?:/.test(request.url())) wrong.push(`asks ${request.url()}`);
  });
  await prepare(page);
  await page.goto(url);
  return { page, context, clean: () => assert.deepEqual(wrong, []), wrong };
}

/** What axe finds by WCAG 2.2 AA and by best practice. @param {import("playwright-core").Page} page */
export async function axe(page) {
  // By the debugger, which the page's own policy does not concern.
  await page.evaluate(await readFile(AXE, "utf8"));
  const found = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return found.violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ n) => n.html).join(" ").slice(0, 400)}`);
}
