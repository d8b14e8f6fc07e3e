// Measures the filters in Chromium on made-up boards:
//
//     cargo build --release && npm --prefix tests/web ci
//     node benches/filters.mjs 10000 100000          # postings of each board
//     node benches/filters.mjs --site FOLDER         # a site that is built already, at the root of its host
//
// Printed: bytes of data a role and of script and style, gzipped; the first use, from the click to the changed list with all
// its counts, when nothing has been fetched yet: as soon as the page has loaded, while the browser still paints it, then half
// a second later, then by a mouse, whose button is down for 80 ms before it is a click, then after the page was idle; each
// further filter, from the click to the changed list with all its counts, then with the address noted in the history, which is
// the browser's own work, then with the layout, and by what is done, with what it takes the first time apart; the heap.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "../tests/web/lib/browser.js";
import { host } from "../tests/web/lib/host.js";

const HERE = import.meta.dirname;
const ROLECALL = process.env.ROLECALL ?? join(HERE, "../target/release/rolecall");

/** Lays a board and builds it. */
function built(count, folder) {
  execFileSync("python3", [join(HERE, "board.py"), String(count), folder]);
  writeFileSync(join(folder, "content/site.yaml"), "title: Example\n");
  execFileSync(ROLECALL, ["build"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return join(folder, "public");
}

const quantile = (numbers, q) => numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(q * numbers.length))];
const shown = (numbers) => `${quantile(numbers, 0.5).toFixed(1)} (${quantile(numbers, 0.95).toFixed(1)})`;

/** The sizes of what a list page loads. */
function sizes(site) {
  const manifest = JSON.parse(readFileSync(join(site, "filters.json"), "utf8"));
  const data = [manifest.facts, ...manifest.titles].reduce((sum, file) => sum + readFileSync(join(site, file)).length, 0);
  const assets = readdirSync(join(site, "assets"), { recursive: true }).map(String);
  const zipped = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(join(site, "assets", file)), { level: 9 }).length, 0);
  const page = readFileSync(join(site, "index.html"), "utf8");
  const first = assets.filter((file) => file.endsWith(".js") && page.includes(file));
  return {
    roles: manifest.roles, data, script: zipped(first), all: zipped(assets.filter((file) => file.endsWith(".js"))),
    style: zipped(assets.filter((file) => file.endsWith(".css"))), page: gzipSync(page, { level: 9 }).length,
  };
}

/** Does one thing in the page and says how long it took until the list had changed, the address too, and all was laid out. */
const act = (page, what, value) =>
  page.evaluate(([what, value]) => {
    const event = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));
    const control = document.querySelector(what);
    // The script notes the address when all else is done.
    let changed = 0;
    for (const note of ["pushState", "replaceState"]) {
      history[note] = (...what) => {
        changed = performance.now();
        History.prototype[note].apply(history, what);
      };
    }
    const start = performance.now();
    if (value === null) control.click();
    else {
      control.value = value;
      event(control);
    }
    const noted = performance.now();
    document.body.offsetHeight;
    return [(changed || noted) - start, noted - start, performance.now() - start];
  }, [what, value]);

/** The first use of a page that nobody has visited. @param {"at once" | "later" | "mouse" | "idle"} how */
async function firstUse(browser, url, how) {
  const context = await browser.newContext();
  // Nothing ahead of its use: the click comes first.
  if (how !== "idle") await context.addInitScript(() => (globalThis.requestIdleCallback = () => 0));
  const page = await context.newPage();
  await page.goto(url, { waitUntil: how === "idle" ? "networkidle" : "load" });
  if (how === "later") await page.waitForTimeout(500);
  const changed = page.evaluate((isAlone) => new Promise((done) => {
    const roles = document.querySelector("#roles");
    const before = roles.firstElementChild;
    let start = 0;
    // It is told when all that was done in one go with the list is done, which is the counts.
    new MutationObserver(() => roles.firstElementChild !== before && done(performance.now() - start)).observe(roles, { childList: true });
    addEventListener("click", () => (start ||= performance.now()), { capture: true });
    if (!isAlone) return;
    start = performance.now();
    document.querySelector("form.filters fieldset input[type=checkbox]").click();
  }), how !== "mouse");
  if (how === "mouse") await page.locator("form.filters fieldset input[type=checkbox]").first().click({ delay: 80 });
  const time = await changed;
  await context.close();
  return time;
}

async function measured(site) {
  const served = await host(site);
  const browser = await launch();
  const size = sizes(site);
  const firsts = { "at once": [], later: [], mouse: [], idle: [] };
  for (let run = 0; run < 7; run++) {
    for (const [how, times] of Object.entries(firsts)) times.push(await firstUse(browser, served.url, how));
  }
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForSelector("form.filters fieldset input[type=checkbox]");
  await act(page, "form.filters fieldset input[type=checkbox]", null);
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]") && document.querySelector(".chosen li"));
  const names = await page.$$eval("form.filters fieldset[data-facet] .values input", (all) => all.map(({ name, value }) => [name, value]));
  const steps = [];
  for (const [name, value] of names) {
    const control = `form.filters [name="${name}"][value="${CSS_escape(value)}"]`;
    steps.push([control, null, "box"], [control, null, "box"]);
  }
  for (const years of ["0", "2", "6", ""]) steps.push(["[name=experience]", years, "years"]);
  for (const pay of ["40000", "90000", ""]) steps.push(["[name=salary]", pay, "pay"]);
  for (const sort of ["closing", "salary", "newest"]) steps.push(["[name=sort]", sort, "order"]);
  // The first search makes its index; that is its first use, not each filter's.
  await act(page, "[name=q]", "s");
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  await page.waitForTimeout(500);
  for (const words of ["se", "sen", "senior", "senior s", "senior sales", ""]) steps.push(["[name=q]", words, "words"]);
  const [changed, noted, laidOut] = [[], [], []];
  const kinds = {};
  for (let round = 0; round < 3; round++) {
    for (const [control, value, kind] of steps) {
      const [script, address, whole] = await act(page, control, value);
      (kinds[round ? kind : `first ${kind}`] ??= []).push(script);
      changed.push(script);
      noted.push(address);
      laidOut.push(whole);
    }
  }
  const debug = await page.context().newCDPSession(page);
  await debug.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await debug.send("Runtime.getHeapUsage");
  await browser.close();
  await served.close();
  console.log(`${size.roles} roles
  data     ${(size.data / size.roles).toFixed(1)} bytes a role, gzipped (${(size.data / 1024).toFixed(0)} KiB)
  page     ${(size.page / 1024).toFixed(1)} KB of HTML, ${(size.style / 1024).toFixed(1)} of style, ${(size.script / 1024).toFixed(1)} of script (${(size.all / 1024).toFixed(1)} with what comes on demand), gzipped
  first    ${shown(firsts["at once"])} ms from the click to the changed list, nothing fetched before: median (95th percentile) of ${firsts["at once"].length}
           ${shown(firsts.later)} half a second later, ${shown(firsts.mouse)} by a mouse, ${shown(firsts.idle)} after the page was idle
  filter   ${shown(changed)} ms from the click to the changed list with all counts, ${shown(noted)} with the address, ${shown(laidOut)} with layout, of ${changed.length}
           ${Object.entries(kinds).map(([kind, times]) => `${kind} ${shown(times)}`).join(", ")}
  heap     ${((usedSize + backingStorageSize) / 2 ** 20).toFixed(1)} MiB, of which typed arrays ${(backingStorageSize / 2 ** 20).toFixed(1)}`);
}

const CSS_escape = (text) => text.replaceAll('"', '\\"');

const [first, ...rest] = process.argv.slice(2);
if (first === "--site") await measured(rest[0]);
else {
  for (const count of [first ?? "10000", ...rest]) {
    const folder = mkdtempSync(join(tmpdir(), "filters-"));
    mkdirSync(folder, { recursive: true });
    try {
      await measured(built(Number(count), folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
