// Slow answers, missing files and broken connections: the page stays readable and usable, and says what is the matter.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { demo, site } from "../lib/site.js";

const { visit, listed, its } = site(demo);
const all = () => listed("/");
const isData = (/** @type {string} */ path) => path.endsWith(".bin") || path.endsWith("/filters.json");
/** What a browser itself reports of an answer that fails. */
const REPORTS = /Failed to load resource/;

/** Answers to the data wait until `open()`; `broken()` breaks their connections. @param {(path: string) => boolean} which */
function held(which = isData) {
  let open = () => {};
  let broken = () => {};
  const closed = new Promise((done, failed) => ((open = () => done(undefined)), (broken = () => failed(new Error("broken")))));
  closed.catch(() => {});
  return { before: async () => void (its.host.control.hold = (/** @type {string} */ path) => (which(path) ? closed : undefined)), open: () => open(), broken: () => broken() };
}
const gone = (which = isData) => ({
  allowed: REPORTS,
  before: async () => void (its.host.control.instead = (/** @type {string} */ path) => (which(path) ? null : path)),
});

/** The links are back, the list is the page's own, and it can be used. @param {any} page */
async function isUsable(page) {
  assert.deepEqual(await page.locator("#roles .roles a").allTextContents(), all());
  assert.equal(await page.locator("form.filters").isVisible(), false);
  assert.equal(await page.locator("details.browse:not(form *)").isVisible(), true);
  assert.equal(await page.locator("#roles").getAttribute("aria-busy"), "false");
}

test("while the data is on its way the page can be read and left", async () => {
  const { before, open } = held();
  await visit("/?department=engineering", async ({ page, says, titles, box }) => {
    await says("The filters are being loaded.");
    assert.deepEqual(await titles(), all());
    assert.equal(await page.locator("#roles").getAttribute("aria-busy"), "true");
    assert.equal(await box("department", "engineering").isChecked(), true, "the controls already say what is asked for");
    await page.locator("#roles .roles a").first().click();
    await page.waitForURL("**/jobs/**");
    open();
    assert.equal(await page.locator("h1").textContent(), all()[0]);
  }, { before });
});

test("what is chosen meanwhile is applied when the data arrives: the last state, once", async () => {
  const { before, open } = held();
  await visit("/", async ({ page, says, titles, box, chips, search }) => {
    await box("department", "engineering").click();
    await box("department", "data").click();
    await page.selectOption("[name=experience]", "5");
    await page.locator("[name=q]").pressSequentially("rust");
    await page.selectOption("[name=sort]", "salary");
    await box("department", "data").click();
    assert.equal(search(), "?department=engineering&experience=5&q=rust&sort=salary");
    assert.deepEqual(await titles(), all());
    open();
    await says(/^\d of \d+ open roles$/);
    assert.deepEqual(await chips(), ["Engineering", "5 years", "“rust”"]);
    const expected = listed("/department/engineering/").filter((title) => listed("/skill/rust/").includes(title) && listed("/experience/5/").includes(title));
    for (const title of expected) assert.ok((await titles()).includes(title), title);
    assert.equal(await page.inputValue("[name=q]"), "rust");
  }, { before });
});

test("Back before the data arrives is what counts", async () => {
  const { before, open } = held();
  await visit("/", async ({ page, says, titles, box, chips, ready }) => {
    await box("department", "engineering").click();
    await page.goBack();
    open();
    await ready();
    await says(`${all().length} open roles`);
    assert.deepEqual(await titles(), all());
    assert.deepEqual(await chips(), []);
    assert.equal(await box("department", "engineering").isChecked(), false);
  }, { before });
});

test("a value that has the focus stays, though the data brings commoner ones", async () => {
  const { before, open } = held();
  await visit("/", async ({ page, ready }) => {
    const values = page.locator("[data-facet=location] .values input");
    const last = await values.nth(7).getAttribute("value");
    await values.nth(7).focus();
    open();
    await ready();
    assert.equal(await page.evaluate(() => /** @type {any} */ (document.activeElement).value), last);
  }, { before });
});

test("the panel waits for the data; what is typed into it cannot get lost", async () => {
  const { before, open } = held();
  await visit("/", async ({ page }) => {
    await page.locator(".profile summary").click();
    for (const control of await page.locator(".profile :is(input, select, button:not(.forget))").all()) assert.equal(await control.isDisabled(), true);
    open();
    await page.locator("[data-match=years]").fill("3");
    await page.waitForSelector("#roles .match");
  }, { before });
});

for (const [name, which] of /** @type {const} */ ([
  ["the manifest", (/** @type {string} */ path) => path.endsWith("/filters.json")],
  ["the facts", (/** @type {string} */ path) => path.endsWith(".bin")],
])) {
  test(`${name} is not there: it is said, the links come back, and a later try works`, () =>
    visit("/", async ({ page, says, box, titles }) => {
      await box("department", "engineering").click();
      await says("The filters could not be loaded. The links on this page work all the same.");
      await isUsable(page);
      its.host.control.instead = (/** @type {string} */ path) => path;
      await page.selectOption("[name=sort]", "closing");
      await says(new RegExp(`^${listed("/department/engineering/").length} of`));
      assert.equal(await page.locator("form.filters").isVisible(), true);
      assert.equal(await page.locator("details.browse:not(form *)").isVisible(), false);
      assert.deepEqual((await titles()).sort(), listed("/department/engineering/").sort());
    }, gone(which)));

  test(`the connection breaks for ${name}: the same`, async () => {
    const { before, broken } = held(which);
    await visit("/?department=engineering", async ({ page, says, ready }) => {
      await says("The filters are being loaded.");
      broken();
      await says(/could not be loaded/);
      await isUsable(page);
      await page.locator("details.browse a", { hasText: "Engineering" }).first().click();
      await page.waitForURL("**/department/engineering/");
      its.host.control.hold = () => {};
      await page.goBack();
      await ready();
      await says(new RegExp(`^${listed("/department/engineering/").length} of`));
    }, { before, allowed: REPORTS });
  });
}

test("nothing is said before the filters are used, and the panel says it too", async () => {
  /** @type {Promise<any> | undefined} */
  let answered;
  const { allowed, before } = gone();
  await visit("/", async ({ page, says }) => {
    await answered;
    await says(`${all().length} open roles`);
    await page.locator(".profile summary").click();
    await says(/could not be loaded/);
    await isUsable(page);
    its.host.control.instead = (/** @type {string} */ path) => path;
    await page.selectOption("[name=sort]", "closing");
    await says(`${all().length} open roles`);
    await page.locator(".profile summary").click();
    await page.locator("[data-match=years]").fill("3");
    await page.waitForSelector("#roles .match");
  }, {
    allowed,
    async before(page) {
      await before();
      answered = page.waitForResponse("**/filters.json");
    },
  });
});

test("on a term's page, which has no such links, the filters stay and can be tried again", () =>
  visit("/department/engineering/", async ({ page, says }) => {
    await page.selectOption("[name=experience]", "3");
    await says(/could not be loaded/);
    assert.equal(await page.locator("[name=experience]").isVisible(), true);
    its.host.control.instead = (/** @type {string} */ path) => path;
    await page.selectOption("[name=experience]", "4");
    await says(/^\d of/);
  }, gone()));

test("to touch a control fetches the data, though the page is never idle, and shows nothing else yet", () =>
  visit("/", async ({ page, ready, titles, says, box }) => {
    const place = await box("department", "engineering").boundingBox();
    await page.mouse.move(place.x + 4, place.y + 4);
    assert.deepEqual(its.host.control.requests.filter((/** @type {string} */ url) => isData(url)), []);
    await page.mouse.down();
    await ready();
    assert.deepEqual(await titles(), all());
    await page.mouse.up();
    await says(new RegExp(`^${listed("/department/engineering/").length} of`));
  }, {
    async before(page) {
      its.host.control.requests.length = 0;
      await page.addInitScript(() => (/** @type {any} */ (globalThis).requestIdleCallback = () => 0));
    },
  }));

test("a manifest from a cache that names files of an earlier site is asked for again", async () => {
  const old = join(its.folder, "filters-old.json");
  const manifest = JSON.parse(readFileSync(join(its.folder, "filters.json"), "utf8"));
  writeFileSync(old, JSON.stringify({ ...manifest, facts: "assets/roles-000000000000.bin" }));
  let asked = 0;
  const stale = (/** @type {number} */ times) => ({
    allowed: REPORTS,
    before: async () => void (its.host.control.instead = (/** @type {string} */ path) => (path === "/filters.json" && asked++ < times ? "/filters-old.json" : path)),
  });
  await visit("/?department=data", ({ says }) => says(/^\d of/), stale(1));
  asked = 0;
  await visit("/?department=data", async ({ page, says }) => {
    await says(/could not be loaded/);
    await isUsable(page);
  }, stale(9));
});

test("data that is no data is a failure like any other", () =>
  visit("/?department=data", async ({ page, says }) => {
    await says(/could not be loaded/);
    await isUsable(page);
  }, { before: async () => void (its.host.control.instead = (/** @type {string} */ path) => (path.endsWith(".bin") ? "/index.html" : path)) }));
