// Without scripts: no control that does nothing, nothing hidden in sight, and a page for every way to browse.
import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, own, site } from "../lib/site.js";

const big = site(demo);
const small = site(own);

/** What can be seen of what should not be. @param {any} page */
async function inSight(page) {
  const found = [];
  for (const one of await page.locator("input, select, textarea, button, form, [hidden], [role=status], template").all()) {
    if (await one.isVisible()) found.push(await one.evaluate((/** @type {Element} */ element) => element.outerHTML.slice(0, 80)));
  }
  return found;
}

for (const [name, { visit, its }] of /** @type {const} */ ([["the demo", big], ["a project below a path", small]])) {
  test(`every link of the ways to browse leads to a page with roles: ${name}`, () =>
    visit("/", async ({ page, context }) => {
      assert.deepEqual(await inSight(page), []);
      const links = await page.locator("details.browse:not(form *) a:not(.skip)").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
      assert.ok(links.length > 20);
      for (const link of links) {
        const answer = await context.request.get(its.host.url + link);
        assert.equal(answer.status(), 200, link);
        assert.match(await answer.text(), /class="(roles|terms)"/, link);
      }
    }, { javaScriptEnabled: false }));

  test(`the pages without scripts show no control and nothing hidden: ${name}`, async () => {
    const role = name === "the demo" ? "/jobs/software-architect/" : "/jobs/role-1/";
    for (const path of [role, "/department/engineering/", "/experience/3/", "/location/de/"]) {
      await visit(path, async ({ page }) => {
        assert.deepEqual(await inSight(page), [], path);
        assert.equal(await page.locator("h1").isVisible(), true);
      }, { javaScriptEnabled: false });
    }
  });
}

test("the ways to browse can be opened on a phone, and the number of roles stands on the page", () =>
  big.visit("/", async ({ page }) => {
    const link = page.locator("details.browse a", { hasText: "Engineering" }).first();
    assert.equal(await link.isVisible(), false);
    await page.locator("details.browse summary", { hasText: "Browse roles" }).click();
    await link.click();
    await page.waitForURL("**/department/engineering/");
    assert.equal(await page.locator("p.count").textContent(), `${big.listed("/department/engineering/").length} open roles`);
  }, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }));

test("pages go on without scripts", () =>
  small.visit("/", async ({ page }) => {
    const seen = new Set();
    for (let number = 1; ; number++) {
      for (const title of await page.locator("#roles .roles a").allTextContents()) seen.add(title);
      const next = page.locator(".pager [rel=next]");
      if (!(await next.count())) break;
      await next.click();
      await page.waitForURL(`**/some/path/page/${number + 1}/`);
    }
    assert.equal(seen.size, 23);
  }, { javaScriptEnabled: false }));

test("an address with a choice still shows the whole list", () =>
  small.visit("/?department=engineering", async ({ titles }) => assert.deepEqual(await titles(), small.listed("/")), { javaScriptEnabled: false }));
