// Rows that the script makes are those of the site, text for text; and the pages of single terms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, own, site } from "../lib/site.js";

const big = site(demo);
const small = site(own);

/** The rows of a page as they stand. @param {any} page @returns {Promise<string[]>} */
const rowsOf = (page) => page.locator("#roles .roles > li").evaluateAll((/** @type {Element[]} */ rows) =>
  rows.map((row) => row.outerHTML.replace(/>\s+</g, "><").replace(/\s+/g, " ")),
);

for (const [name, { visit }, pages] of /** @type {const} */ ([["the demo", big, 1], ["a project below a path", small, 5]])) {
  test(`rows made by the script are the site's own: ${name}`, async () => {
    /** @type {string[]} */
    const own = [];
    for (let number = 1; number <= pages; number++) {
      await visit(number > 1 ? `/page/${number}/` : "/", async ({ page }) => void own.push(...(await rowsOf(page))), { javaScriptEnabled: false });
    }
    assert.ok(own.length > 20);
    const made = new Map();
    for (let number = 1; number <= pages; number++) {
      await visit(`/?sort=closing&page=${number}`, async ({ page, says }) => {
        await page.waitForSelector("#roles > ul");
        await says(/^\d+ open roles$/);
        await page.waitForFunction((n) => n === 1 || document.querySelector(".pager [aria-current]")?.textContent === `Page ${n}`, pages === 1 ? 1 : number);
        for (const row of await rowsOf(page)) made.set(row, (made.get(row) ?? 0) + 1);
      });
    }
    assert.deepEqual([...made.keys()].sort(), [...own].sort());
    // In the board's order, too: everything that a box all roles have leaves.
    await visit("/?language=english", async ({ page, says }) => {
      await says(new RegExp(`^${own.length} of ${own.length}`));
      assert.deepEqual(await rowsOf(page), own.slice(0, pages > 1 ? 5 : own.length));
    });
  });

  test(`a title is text, and its language is marked: ${name}`, () =>
    visit("/?sort=salary", async ({ page }) => {
      await page.waitForSelector("#roles > ul");
      assert.equal(await page.locator("#roles .roles b").count(), 0);
      assert.equal((await page.locator("#roles").textContent())?.includes("{role."), false);
    }));
}

test("rows that showed other roles before show nothing of them: page after page, and sorted by what many leave open", async () => {
  /** @type {string[]} */
  const own = [];
  for (let number = 1; number <= 5; number++) {
    await small.visit(number > 1 ? `/page/${number}/` : "/", async ({ page }) => void own.push(...(await rowsOf(page))), { javaScriptEnabled: false });
  }
  await small.visit("/?sort=salary", async ({ page, says, ready }) => {
    await ready();
    const bySalary = await rowsOf(page);
    for (const sort of ["closing", "salary"]) {
      await page.selectOption("[name=sort]", sort);
      const seen = await rowsOf(page);
      while ((await page.locator(".pager > a").last().textContent()) === "Next") {
        await page.locator(".pager > a").last().click();
        seen.push(...(await rowsOf(page)));
      }
      assert.deepEqual(seen.sort(), [...own].sort(), sort);
      if (sort === "salary") await page.locator(".pager [data-page='1']").click();
    }
    // What stands in a row beside the role's own facts goes with the choice that brought it.
    await page.fill("[name=salary]", "70000");
    await says(/ of 23/);
    assert.ok(await page.locator("#roles .open").count());
    await page.fill("[name=salary]", "");
    await says("23 open roles");
    assert.deepEqual(await rowsOf(page), bySalary);
  });
});

test("back at the start the list is the one that the page came with", () =>
  big.visit("/", async ({ page, ready, says, box }) => {
    await ready();
    const before = await rowsOf(page);
    await page.locator("#roles").evaluate((roles) => ((/** @type {any} */ (globalThis)).kept = roles.querySelector("li")));
    await box("department", "data").click();
    await says(/^3 of/);
    await box("department", "data").click();
    await says(/^26 open/);
    assert.deepEqual(await rowsOf(page), before);
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).kept === document.querySelector("#roles li")), true);
  }));

test("on a department's page the filters work on its roles", () =>
  big.visit("/department/engineering/", async ({ page, ready, says, box, titles, search }) => {
    const all = big.listed("/department/engineering/");
    await ready();
    await says(`${all.length} open roles`);
    assert.equal(await page.locator("fieldset[data-facet=department]").isVisible(), false, "there is no other department to choose");
    const counts = await page.locator("fieldset[data-facet=workplace] small").allTextContents();
    assert.ok(counts.every((count) => Number(count) > 0), "values that no role of the page has are not offered");
    await box("workplace", "remote").click();
    const remote = all.filter((title) => big.listed("/workplace/remote/").includes(title));
    await says(`${remote.length} of ${all.length} open roles`);
    assert.deepEqual(await titles(), remote);
    assert.equal(search(), "?workplace=remote");
    assert.equal(new URL(page.url()).pathname, "/department/engineering/");
    assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), "https://careers.example.com/department/engineering/");
    await page.goBack();
    await says(`${all.length} open roles`);
    assert.deepEqual(await titles(), all);
  }));

test("on a country's page its cities can be chosen", () =>
  big.visit("/location/de/", async ({ ready, says, box, titles }) => {
    await ready();
    await box("location", "de/berlin").click();
    const [country, city] = [big.listed("/location/de/"), big.listed("/location/de/berlin/")];
    await says(`${city.length} of ${country.length} open roles`);
    assert.deepEqual(await titles(), city);
  }));

test("on a skill's page other skills can be asked for, and words", () =>
  big.visit("/skill/rust/?q=engineer", async ({ says, titles }) => {
    const all = big.listed("/skill/rust/");
    await says(new RegExp(`^\\d+ of ${all.length} open roles$`));
    for (const title of await titles()) assert.ok(all.includes(title), title);
  }));

for (const [facet, term, heading] of [["experience", "3", "Experience not stated"], ["education", "bachelor", "Education not stated"]]) {
  test(`on ${facet}'s page the roles that state nothing keep their section`, async () => {
    for (const { visit, listed } of [big, small]) {
      const path = `/${facet}/${term}/`;
      const titlesBelow = (/** @type {any} */ page) => page.locator("#roles h2 + ul li > a").allTextContents();
      await visit(path, async ({ page, ready, says, titles }) => {
        await ready();
        const own = listed(path);
        assert.deepEqual(await titles(), own);
        await page.fill("[name=q]", "e");
        await says(/^\d+ of/);
        const shown = await titles();
        if (own.length < 26 && !(await page.locator(".pager").count())) for (const title of shown) assert.ok(own.includes(title), title);
        const below = await titlesBelow(page);
        if (below.length) assert.equal(await page.locator("#roles h2").textContent(), heading);
        for (const row of await page.locator("#roles h2 + ul li").all()) assert.match((await row.textContent()) ?? "", new RegExp(heading));
        await page.fill("[name=q]", "");
        await says(/^\d+ open roles/);
        assert.deepEqual(await titles(), own);
      });
    }
    // Both sections on the pages of the small project, and the heading where the second begins.
    await small.visit(`/${facet}/${facet === "experience" ? 6 : "master"}/?language=english`, async ({ page, says, titles }) => {
      await says(/^23 of 23/);
      const seen = await titles();
      while ((await page.locator(".pager > a").last().textContent()) === "Next") {
        const [first] = await titles();
        await page.locator(".pager > a").last().click();
        await page.waitForFunction((title) => document.querySelector("#roles li > a")?.textContent !== title, first);
        seen.push(...(await titles()));
        for (const name of await page.locator("#roles h2").allTextContents()) assert.equal(name, heading);
      }
      assert.deepEqual(await page.locator("#roles h2").allTextContents(), [heading]);
      assert.equal(new Set(seen).size, 23);
    });
  });
}
