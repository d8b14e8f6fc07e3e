// What a candidate brings: entered once, compared with every role, kept by this browser only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, site } from "../lib/site.js";

const { visit, its, listed } = site(demo);
const ROLE = "/jobs/software-architect/";
const TITLE = "Software Architect";

const kept = (/** @type {any} */ page) => page.evaluate(() => JSON.stringify(localStorage));
const row = (/** @type {any} */ page, title = TITLE) => page.locator("#roles li", { hasText: title }).locator(".match");

/** @param {any} page */
async function openPanel(page) {
  await page.locator(".profile summary").click();
  await page.waitForSelector("#match-skill option", { state: "attached" });
}

/** @param {any} page @param {string} kind @param {string} name @param {string} [level] */
async function add(page, kind, name, level) {
  const group = page.locator(`[data-match=${kind}]`);
  await group.locator("input").fill(name);
  if (level) await group.locator("select").selectOption({ label: level });
  await group.getByRole("button", { name: "Add" }).click();
}

/** Docker, Kubernetes by another name, English, five years and a degree. @param {any} page */
async function fillIn(page) {
  await openPanel(page);
  await add(page, "skill", "docker", "familiar");
  await add(page, "skill", "K8S");
  await add(page, "language", "english", "C1");
  await page.locator("[data-match=years]").fill("5");
  await page.locator("[data-match=degree]").selectOption("master");
  await page.waitForFunction(() => document.querySelectorAll("#roles .match").length > 20);
}
const storageFails = (/** @type {any} */ page) => page.addInitScript(() => {
  Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
});

test("skills by name and by other names, languages with a level, years and degree; each row says what is met and missing", () =>
  visit("/", async ({ page }) => {
    await fillIn(page);
    assert.deepEqual(await page.locator("[data-match=skill] li button").allInnerTexts(), ["Docker (familiar) ×", "Kubernetes ×"]);
    assert.deepEqual(await page.locator("[data-match=language] li button").allInnerTexts(), ["English (C1) ×"]);
    const said = await row(page).innerText();
    // Eleven skills, one language, years and degree; Docker is asked for as proficient.
    assert.match(said, /^You meet 4 of 14 · Missing: Microservices \(proficient\), .*Docker \(proficient\).* · 0 of 6 that are nice to have$/);
    assert.doesNotMatch(said, /Kubernetes|English|years|degree/);
    await page.locator("[data-match=years]").fill("4");
    await page.waitForFunction(() => /You meet 3 of 14/.test(document.querySelector("#roles")?.textContent ?? ""));
    assert.match(await row(page).innerText(), /5 years/);
    await add(page, "language", "English", "A1");
    assert.deepEqual(await page.locator("[data-match=language] li button").allInnerTexts(), ["English (A1) ×"]);
    assert.match(await row(page).innerText(), /You meet 2 of 14 .*English \(C1\)/);
    await page.getByRole("button", { name: "Remove Docker (familiar)" }).click();
    assert.deepEqual(await page.locator("[data-match=skill] li button").allInnerTexts(), ["Kubernetes ×"]);
  }));

test("what the site does not know is not taken, and marked", () =>
  visit("/", async ({ page }) => {
    await openPanel(page);
    await add(page, "skill", "Juggling with 7 balls");
    const field = page.locator("[data-match=skill] input");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.equal(await field.inputValue(), "Juggling with 7 balls");
    assert.equal(await page.locator("[data-match=skill] li").count(), 0);
    assert.equal(await page.locator("#roles .match").count(), 0);
  }));

test("sorted by best match: what is met falls from row to row; without a profile there is no such order", async () => {
  await visit("/", async ({ page, search }) => {
    assert.equal(await page.locator("[name=sort] option[value=match]").evaluate((option) => /** @type {any} */ (option).hidden), true);
    await fillIn(page);
    await page.selectOption("[name=sort]", "match");
    await page.waitForURL("**/?sort=match");
    const shares = (await page.locator("#roles .match b").allTextContents()).map((text) => {
      const [met, total] = (text.match(/\d+/g) ?? []).map(Number);
      return met / total;
    });
    assert.ok(shares.length > 20);
    assert.deepEqual(shares, [...shares].sort((a, b) => b - a));
    assert.equal(search(), "?sort=match");
    await page.getByRole("button", { name: "Forget all of this" }).click();
    await page.waitForFunction(() => !document.querySelector("#roles .match"));
    assert.equal(await page.inputValue("[name=sort]"), "newest");
    assert.deepEqual(await page.locator("#roles .roles a").allTextContents(), listed("/"));
  });
  await visit("/?sort=match", async ({ page, says, titles }) => {
    await says(/^\d+ open roles/);
    assert.deepEqual(await titles(), listed("/"));
    assert.equal(await page.inputValue("[name=sort]"), "newest");
  });
});

test("it comes along to other pages and to the next visit; the role's page says it and marks each point", () =>
  visit("/", async ({ page, ready }) => {
    await fillIn(page);
    const said = await row(page).innerText();
    await page.goto(its.host.url + ROLE);
    const own = page.locator(".requirements > .match");
    await own.waitFor();
    assert.equal(await own.innerText(), said, "in the same words as in the list");
    const marked = await page.locator(".met").allInnerTexts();
    assert.deepEqual(marked.map((text) => text.split(/\s/)[0]), ["Kubernetes", "5", "Bachelor's", "English"]);
    assert.equal(await page.locator(".unmet").count(), 10 + 6);
    await page.goto(its.host.url + "/department/engineering/");
    await page.waitForSelector("#roles .match");
    await page.goto(its.host.url + "/?department=data");
    await page.waitForSelector("#roles .match");
    await ready();
    await openPanel(page);
    assert.equal(await page.inputValue("[data-match=years]"), "5");
    assert.equal(await page.inputValue("[data-match=degree]"), "master");
  }));

test("who has entered nothing finds the way from a role to the panel", () =>
  visit(ROLE, async ({ page }) => {
    const link = page.getByRole("link", { name: "See how well you match" });
    assert.equal(await page.locator(".met, .unmet").count(), 0);
    await link.click();
    await page.waitForURL("**/#match");
    await page.waitForSelector("#match-skill option", { state: "attached" });
    assert.equal(await page.locator("[data-match=years]").isVisible(), true);
  }));

test("forget leaves nothing behind, here and after a reload", () =>
  visit("/", async ({ page, ready }) => {
    await fillIn(page);
    assert.match(await kept(page), /docker/);
    await page.getByRole("button", { name: "Forget all of this" }).click();
    await page.waitForFunction(() => !document.querySelector("#roles .match"));
    assert.equal(await kept(page), "{}");
    assert.equal(await page.locator(".profile li").count(), 0);
    assert.equal(await page.inputValue("[data-match=years]"), "");
    assert.equal(await page.inputValue("[data-match=degree]"), "");
    assert.equal(await page.getByRole("button", { name: "Forget all of this" }).isVisible(), false);
    await page.reload();
    await ready();
    assert.equal(await page.locator("#roles .match").count(), 0);
    assert.equal(await kept(page), "{}");
  }));

test("nothing of it is in an address or in what is sent", () =>
  visit("/", async ({ page, box, context, says }) => {
    /** @type {string[]} */
    const sent = [];
    page.on("request", (request) => sent.push(request.method(), request.url(), request.postData() ?? ""));
    await fillIn(page);
    assert.equal(page.url(), `${its.host.url}/`);
    await box("department", "engineering").click();
    await page.selectOption("[name=sort]", "match");
    await says(/of/);
    assert.equal(page.url(), `${its.host.url}/?department=engineering&sort=match`);
    await page.goto(its.host.url + ROLE);
    await page.locator(".requirements > .match").waitFor();
    assert.equal(sent.some((text) => /docker|kubernetes|english|=5|master|POST/i.test(text)), false, sent.join("\n"));
    assert.equal((await context.cookies()).length, 0);
  }));

test("filters and match work together, and clearing the filters keeps the match", () =>
  visit("/?department=engineering", async ({ page, says }) => {
    await fillInShort(page);
    const number = listed("/department/engineering/").length;
    await says(new RegExp(`^${number} of`));
    assert.equal(await page.locator("#roles .match").count(), number);
    await page.getByRole("button", { name: "Clear all" }).click();
    await says(/^\d+ open roles$/);
    assert.equal(await page.locator("#roles .match").count(), listed("/").length);
  }));

/** @param {any} page */
async function fillInShort(page) {
  await openPanel(page);
  await page.locator("[data-match=years]").fill("2");
  await page.waitForSelector("#roles .match");
}

test("a browser that keeps nothing: filters and match work on this page, and it is said", async () => {
  await visit("/", async ({ page, ready, says, box }) => {
    await ready();
    await box("department", "data").click();
    await says(/^3 of/);
    assert.equal(await page.getByText("does not keep it").count(), 0, "only when it matters");
    await fillInShort(page);
    assert.equal(await page.getByText("This browser does not keep it beyond this page.").isVisible(), true);
    await add(page, "skill", "SQL");
    assert.equal(await page.getByText("This browser does not keep it beyond this page.").count(), 1);
    assert.equal(await page.locator("#roles .match").count(), 3);
    await page.getByRole("button", { name: "Forget all of this" }).click();
    await page.waitForFunction(() => !document.querySelector("#roles .match"));
  }, { before: storageFails });
  await visit(ROLE, async ({ page }) => {
    await page.getByRole("link", { name: "See how well you match" }).waitFor();
  }, { before: storageFails });
});

test("what something else has kept under its name does no harm", async () => {
  for (const text of ["[1", "null", "7", '{"skills":[null],"years":"x"}', '{"skills":{},"languages":3}']) {
    const before = (/** @type {any} */ page) => page.addInitScript((/** @type {string} */ kept) => localStorage.setItem("rolecall.profile", kept), text);
    await visit("/?department=data", ({ says }) => says(/^3 of/), { before });
    await visit(ROLE, async ({ page }) => void (await page.locator("h1").waitFor()), { before });
  }
});
