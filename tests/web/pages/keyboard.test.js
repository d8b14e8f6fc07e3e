// The filters without a mouse: everything can be reached and used, and the focus is never lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { own, site } from "../lib/site.js";

const { visit, its } = site(own);

/** Presses Tab until something has the focus. @param {any} page @param {string} selector */
async function tabTo(page, selector) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((/** @type {string} */ s) => document.activeElement?.matches(s), selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** A promise that is kept on demand. */
function gate() {
  let open = () => {};
  return { closed: new Promise((done) => (open = () => done(undefined))), open: () => open() };
}

test("search, boxes, selects, chips and pages one after the other", () =>
  visit("/", async ({ page, ready, says, focused, box, chips }) => {
    await ready();
    await tabTo(page, "[name=q]");
    await page.keyboard.type("engineer");
    await says("12 of 23 open roles");
    assert.equal(await focused(), "q");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "q", "Enter does not leave");
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await says("23 open roles");
    await tabTo(page, "[name=department]");
    await page.keyboard.press("Space");
    await says(/^8 of 23/);
    assert.equal(await focused(), "department=engineering");
    await page.keyboard.press("Space");
    await says("23 open roles");
    assert.equal(await focused(), "department=engineering");
    await tabTo(page, "[name=experience]");
    await page.keyboard.press("ArrowDown");
    await says(/^\d+ of 23/);
    assert.equal(await focused(), "experience");
    assert.equal((await chips()).length, 1);
    await tabTo(page, "[name=per]");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(), "salary");
    await page.keyboard.type("45000");
    await says(/^\d+ of 23/);
    assert.equal(await focused(), "salary");
    await page.reload();
    await ready();
    await says(/^\d+ of 23/);
    await box("workplace", "remote").focus();
    await page.keyboard.press("Space");
    await tabTo(page, ".chosen button");
    assert.equal(await focused(), "workplace");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "experience", "the next chip");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "salary");
    await page.keyboard.press("Space");
    assert.equal(await focused(), "experience", "the one before, when it was the last");
    await page.keyboard.press("Enter");
    await says("23 open roles");
    assert.equal(await focused(), "status", "with no chip left");
  }));

test("clear all leaves the focus on the number of roles, from where Tab goes on to the list", () =>
  visit("/?workplace=remote", async ({ page, ready, says, focused }) => {
    await ready();
    await tabTo(page, ".clear");
    await page.keyboard.press("Enter");
    await says("23 open roles");
    assert.equal(await focused(), "status");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "sort");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".roles") !== null), true);
  }));

test("a page of what is chosen: the focus goes to the number of roles above the list", () =>
  visit("/?sort=closing", async ({ page, ready, focused, titles, search }) => {
    await ready();
    const first = await titles();
    assert.equal(first.length, 5);
    await tabTo(page, ".pager [data-page='2']");
    await page.keyboard.press("Enter");
    await page.waitForFunction((title) => document.querySelector("#roles li > a")?.textContent !== title, first[0]);
    assert.equal(search(), "?sort=closing&page=2");
    assert.equal(await focused(), "status");
    await tabTo(page, ".pager [aria-current]");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Page 2");
    await page.goBack();
    await page.waitForFunction((title) => document.querySelector("#roles li > a")?.textContent === title, first[0]);
    assert.equal(await focused(), "status", "also when Back takes the focused link away");
  }));

test("a box keeps the focus when the data arrives and sorts its facet anew", async () => {
  const { closed, open } = gate();
  await visit("/", async ({ page, says, focused, box, ready }) => {
    for (const slug of ["at", "fr"]) {
      await box("location", slug).focus();
      assert.equal(await focused(), `location=${slug}`);
    }
    await box("location", "fr").press("Space");
    await says(/loaded/);
    open();
    await ready();
    await says(/of 23/);
    assert.equal(await focused(), "location=fr");
    assert.equal(await box("location", "fr").isChecked(), true);
  }, { before: async () => void (its.host.control.hold = (/** @type {string} */ path) => (path.endsWith(".bin") ? closed : undefined)) });
});

test("the panel: opened, filled in and emptied by keys", () =>
  visit("/", async ({ page, ready, focused }) => {
    await ready();
    await tabTo(page, ".profile summary");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#match-skill option", { state: "attached" });
    await tabTo(page, "[data-match=skill] input");
    await page.keyboard.type("rust");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#roles .match");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("list")), "match-skill");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Remove Rust");
    await page.keyboard.press("Space");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("list")), "match-skill");
    await tabTo(page, "[data-match=years]");
    await page.keyboard.type("3");
    await page.waitForSelector("#roles .match");
    await tabTo(page, ".forget");
    await page.keyboard.press("Enter");
    assert.notEqual(await focused(), "BODY");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "What I bring");
  }));

test("the focus does not fall off the page when the data does not come", async () => {
  await visit("/", async ({ page, says, focused, box }) => {
    await box("department", "research").press("Space");
    await says(/could not be loaded/);
    assert.equal(await focused(), "status");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.matches(".list > .browse a")), true, "the links are just before");
  }, {
    allowed: /404|Failed to load/,
    before: async () => void (its.host.control.instead = (/** @type {string} */ path) => (path.endsWith(".bin") ? null : path)),
  });
});
