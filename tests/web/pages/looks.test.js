// How it looks and is read: small screens, large text, dark, print, and what axe finds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "../lib/browser.js";
import { demo, own, site } from "../lib/site.js";

const { visit } = site(demo);
const small = site(own);
const ROLE = "/jobs/software-architect/";
const USED = "/?department=engineering&department=data&skill=rust&experience=5&salary=60000-EUR-year&q=e&posted=30";
const NONE = "/?q=nobodyiscalledthis&department=engineering";

/** @param {any} page */
async function openAll(page) {
  if (await page.locator(".filters .browse summary").isVisible()) await page.locator(".filters .browse summary").click();
  await page.locator(".profile summary").click();
  await page.waitForSelector("#match-skill option", { state: "attached" });
  const skill = page.locator("[data-match=skill] input");
  for (const name of ["Docker", "Kubernetes", "Relational Databases"]) {
    await skill.fill(name);
    await skill.press("Enter");
  }
  await page.locator("[data-match=years]").fill("4");
  await page.waitForFunction(() => document.querySelector("#roles .match, #roles .empty"));
  await page.locator("[data-facet=skill] .more").click();
}

const overflow = (/** @type {any} */ page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
  const isSeen = (/** @type {Element} */ element) => !element.closest(".hidden, .skip") && element.getClientRects().length > 0;
  return { over: Math.max(0, scrollWidth - clientWidth), wide: wide.filter(isSeen).map((element) => element.outerHTML.slice(0, 90)) };
});

/** Controls of the filters that are smaller than 24 by 24 px, the label of a box being part of it. @param {any} page */
const tiny = (page) => page.evaluate(() =>
  [...document.querySelectorAll(".list :is(button, select, input, summary, .pager a)")].flatMap((control) => {
    const { width, height } = (control.closest("label") ?? control).getBoundingClientRect();
    return height && (width < 24 || height < 24) ? [`${control.outerHTML.slice(0, 80)} ${width}x${height}`] : [];
  }),
);

for (const [name, options, large] of /** @type {const} */ ([
  ["320 px wide", { viewport: { width: 320, height: 640 } }, false],
  ["320 px wide with text of twice the size", { viewport: { width: 320, height: 640 } }, true],
  ["a desktop with text of twice the size", { viewport: { width: 1280, height: 900 } }, true],
  ["between phone and desktop", { viewport: { width: 700, height: 900 }, colorScheme: "dark" }, false],
])) {
  test(`nothing sticks out, and all targets are large enough: ${name}`, async () => {
    const enlarge = (/** @type {any} */ page) => large && page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    for (const path of ["/", USED, NONE, "/location/de/", "/experience/3/"]) {
      await visit(path, async ({ page, ready }) => {
        await ready();
        await openAll(page);
        await enlarge(page);
        assert.deepEqual(await overflow(page), { over: 0, wide: [] }, path);
        assert.deepEqual(await tiny(page), [], path);
        if (path !== "/") return;
        await page.goto(new URL(ROLE, page.url()).href);
        await page.locator(".requirements > .match").waitFor();
        await enlarge(page);
        assert.deepEqual(await overflow(page), { over: 0, wide: [] }, ROLE);
      }, options);
    }
    await small.visit("/?sort=closing&page=3", async ({ page, ready }) => {
      await ready();
      await enlarge(page);
      assert.equal(await page.locator("#roles .pager").isVisible(), true);
      assert.deepEqual(await overflow(page), { over: 0, wide: [] });
      assert.deepEqual(await tiny(page), []);
    }, options);
  });
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing, before and after the filters are used: ${colorScheme}`, async () => {
    const options = { colorScheme, reducedMotion: /** @type {const} */ ("reduce") };
    for (const path of ["/", USED, NONE, "/department/engineering/", "/location/de/", "/experience/3/"]) {
      await visit(path, async ({ page, ready }) => {
        await ready();
        assert.deepEqual(await axe(page), [], path);
        if (path.length > 1 && path !== USED) return;
        await openAll(page);
        assert.deepEqual(await axe(page), [], `${path} with the panel open`);
        if (path !== "/") return;
        await page.goto(new URL(ROLE, page.url()).href);
        await page.locator(".requirements > .match").waitFor();
        assert.deepEqual(await axe(page), [], `${ROLE} with a match`);
      }, options);
    }
    await visit(ROLE, async ({ page }) => assert.deepEqual(await axe(page), []), options);
    await small.visit("/?sort=closing&page=3", async ({ page, ready }) => {
      await ready();
      assert.deepEqual(await axe(page), [], "pages");
    }, options);
  });
}

test("axe finds nothing on a phone with everything open", () =>
  visit(USED, async ({ page, ready }) => {
    await ready();
    await openAll(page);
    assert.deepEqual(await axe(page), []);
  }, { viewport: { width: 360, height: 740 }, reducedMotion: "reduce" }));

test("axe finds nothing while the data is on its way", () =>
  visit("/?department=data", async ({ page, says }) => {
    await says("The filters are being loaded.");
    assert.deepEqual(await axe(page), []);
  }, { before: async (page) => void (await page.route("**/*.bin", () => {})) }));

test("on paper: the roles and how many, no controls", () =>
  visit(USED, async ({ page, ready, titles }) => {
    await ready();
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("form.filters").isVisible(), false);
    assert.equal(await page.locator(".sort").isVisible(), false);
    assert.equal(await page.locator(".clear").isVisible(), false);
    assert.equal(await page.locator("[role=status]").isVisible(), true);
    assert.equal(await page.getByRole("link", { name: (await titles())[0] }).isVisible(), true);
    await page.setViewportSize({ width: 700, height: 900 });
    assert.deepEqual(await overflow(page), { over: 0, wide: [] });
  }));

test("the number of roles and the controls have names that say what they are", () =>
  visit("/", async ({ page, ready }) => {
    await ready();
    const search = page.getByRole("search", { name: "Filter these roles" });
    for (const name of ["Departments", "Locations", "Skills", "Pay of at least"]) await search.getByRole("group", { name, exact: true }).first().waitFor();
    await search.getByRole("checkbox", { name: /^Engineering 8$/ }).waitFor();
    await search.getByRole("searchbox", { name: "Title, skill or place" }).waitFor();
    for (const name of ["My highest degree", "My years of experience", "Posted", "Currency", "For each"]) await search.getByRole("combobox", { name }).waitFor();
    await page.getByRole("combobox", { name: "Sort by" }).waitFor();
  }));
