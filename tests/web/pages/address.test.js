// The address says what is chosen: it can be shared, and Back takes the last choice away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { own, site } from "../lib/site.js";

const { visit, listed } = site(own);
const HOME = "/some/path/";

test("it is readable, and the canonical link stays that of the page", () =>
  visit("/", async ({ page, ready, says, box }) => {
    await ready();
    await box("department", "engineering").click();
    await box("department", "research").click();
    await box("location", "de/berlin").click();
    await page.selectOption("[name=experience]", "3");
    await page.fill("[name=salary]", "45000");
    await page.selectOption("[name=posted]", "14");
    await page.fill("[name=q]", "räum");
    await page.selectOption("[name=sort]", "salary");
    await says(/of 23/);
    assert.equal(
      new URL(page.url()).pathname + decodeURIComponent(new URL(page.url()).search),
      `${HOME}?department=engineering&department=research&location=de/berlin&experience=3&salary=45000-EUR-year&posted=14&q=räum&sort=salary`,
    );
    assert.equal(await page.locator("link[rel=canonical]").getAttribute("href"), "https://example.org/some/path/");
  }));

test("a shared one shows the same roles and the same controls", async () => {
  const query = "?department=engineering&skill=sql&skills=only&education=master&experience=4&salary=3000-EUR-month&q=e&sort=closing";
  /** @type {string[][]} */
  const seen = [];
  for (const language of ["en", "de"]) {
    await visit(query, async ({ page, says, box, titles, chips, search, ready }) => {
      await ready();
      await says(/of 23/);
      seen.push(await titles());
      assert.equal(await box("department", "engineering").isChecked(), true);
      assert.equal(await page.isChecked("[name=skills]"), true);
      for (const [name, value] of [["education", "master"], ["experience", "4"], ["salary", "3000"], ["per", "month"], ["q", "e"]]) {
        assert.equal(await page.inputValue(`form [name=${name}]`), value);
      }
      assert.equal(await page.inputValue("[name=sort]"), "closing");
      assert.equal((await chips()).length, 6);
      assert.equal(search(), query);
    }, { locale: language });
  }
  assert.deepEqual(seen[0], seen[1]);
});

test("Back and Forward bring back list and controls; what is typed in one go is one step", () =>
  visit("/", async ({ page, ready, says, box, titles, search }) => {
    await ready();
    const start = await titles();
    await box("workplace", "remote").click();
    await says("8 of 23 open roles");
    const remote = await titles();
    await page.locator("[name=q]").pressSequentially("editor");
    await says(/^\d of 23/);
    const found = await titles();
    await page.locator("[name=q]").blur();
    await page.locator("[name=q]").pressSequentially(" 1");
    await says(/^\d of 23/);
    await page.goBack();
    assert.equal(await page.inputValue("[name=q]"), "editor");
    assert.deepEqual(await titles(), found);
    await page.goBack();
    assert.equal(search(), "?workplace=remote");
    await says("8 of 23 open roles");
    assert.equal(await page.inputValue("[name=q]"), "");
    assert.deepEqual(await titles(), remote);
    await page.goBack();
    assert.equal(search(), "");
    await says("23 open roles");
    assert.equal(await box("workplace", "remote").isChecked(), false);
    assert.deepEqual(await titles(), start);
    await page.goForward();
    await says("8 of 23 open roles");
    assert.equal(await box("workplace", "remote").isChecked(), true);
    await page.goForward();
    await says(/^\d of 23/);
    assert.deepEqual(await titles(), found);
  }));

test("a space before the first word does not swallow the step before", () =>
  visit("/", async ({ page, ready, says, box, search }) => {
    await ready();
    await box("workplace", "remote").click();
    await page.locator("[name=q]").pressSequentially(" editor");
    await says(/^\d of 23/);
    await page.goBack();
    assert.equal(search(), "?workplace=remote");
  }));

test("typing after Back is a new step", () =>
  visit("/", async ({ page, ready, says, search }) => {
    await ready();
    await page.locator("[name=q]").pressSequentially("ed");
    await says(/^\d of 23/);
    await page.goBack();
    await says("23 open roles");
    await page.locator("[name=q]").pressSequentially("raum");
    assert.equal(search(), "?q=raum");
    await page.goBack();
    await says("23 open roles");
    assert.equal(search(), "");
  }));

test("Back from a role's page shows what was chosen before", () =>
  visit("/?workplace=remote&sort=salary", async ({ page, ready, says, box, titles }) => {
    await ready();
    await says("8 of 23 open roles");
    const before = await titles();
    await page.locator("#roles li > a").first().click();
    await page.waitForURL("**/jobs/**");
    await page.goBack();
    await says("8 of 23 open roles");
    assert.deepEqual(await titles(), before);
    assert.equal(await box("workplace", "remote").isChecked(), true);
  }));

test("unknown values are ignored, and said; keys of others are left alone", async () => {
  for (const [query, roles, unknown] of [
    ["?department=nowhere&workplace=remote", "8 of 23", "department=nowhere"],
    ["?experience=many&sort=fame", "23", "experience=many, sort=fame"],
    ["?salary=1-euro-year", "23", "salary=1-euro-year"],
    ["?page=0&company=acme&level=senior", "23", "page=0, company=acme, level=senior"],
  ]) {
    await visit(query, ({ says }) => says(`${roles} open roles. The address asks for what this site does not know: ${unknown}.`));
  }
  await visit("?utm_source=newsletter&fbclid=1", async ({ ready, says }) => {
    await ready();
    await says("23 open roles");
  });
  await visit("?workplace=remote&utm_source=newsletter", ({ says }) => says("8 of 23 open roles"));
  await visit("?q=%3Cimg%20src=x%20onerror=alert(1)%3E&department=%3Cb%3E&company=x&__proto__=1&constructor=2", async ({ page, says }) => {
    await says(/^0 of 23|^23/);
    assert.equal(await page.locator("#role-list img, .found b").count(), 0);
  });
});

test("an address may ask for years or days that the site does not offer", () =>
  visit("?experience=40&posted=2&salary=50000-XTS-year", async ({ page, ready, says }) => {
    await ready();
    await says(/of 23/);
    assert.equal(await page.inputValue("[name=experience]"), "40");
    assert.equal(await page.inputValue("[name=posted]"), "2");
    assert.equal(await page.inputValue("[name=currency]"), "XTS");
  }));

test("pages of what is chosen; the pager's links lead to the same by themselves", () =>
  visit("?sort=closing", async ({ page, ready, titles, search }) => {
    await ready();
    const all = new Set(await titles());
    const href = await page.locator(".pager [rel=next], .pager > a").last().getAttribute("href");
    assert.equal(href, `${HOME}?sort=closing&page=2`);
    for (const number of [2, 3, 4, 5]) {
      await page.locator(".pager > a").last().click();
      await page.waitForFunction((n) => document.querySelector(".pager [aria-current]")?.textContent === `Page ${n}`, number);
      assert.equal(search(), `?sort=closing&page=${number}`);
      for (const title of await titles()) all.add(title);
    }
    assert.equal(all.size, 23);
    assert.equal(await page.locator(".pager > a").count(), 1, "the last page has no next one");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector(".pager [aria-current]")?.textContent === "Page 4");
    const shown = await titles();
    await page.reload();
    await page.waitForFunction(() => document.querySelector(".pager [aria-current]")?.textContent === "Page 4");
    assert.deepEqual(await titles(), shown);
  }));

test("with nothing chosen a page is the site's own, in both directions", async () => {
  await visit("/page/2/", async ({ page, ready, titles, says, box }) => {
    await ready();
    assert.deepEqual(await titles(), listed("/page/2/"));
    await says("23 open roles");
    await box("workplace", "remote").click();
    await says("8 of 23 open roles");
    assert.equal(page.url().endsWith(`${HOME}?workplace=remote`), true, "a choice begins at the list's first page");
    await box("workplace", "remote").click();
    await says("23 open roles");
    assert.deepEqual(await titles(), listed("/"));
    assert.equal(await page.locator(".pager [aria-current]").textContent(), "Page 1");
    await page.locator(".pager [data-page='3']").click();
    await page.waitForURL(`**${HOME}page/3/`);
    assert.deepEqual(await titles(), listed("/page/3/"));
    await page.reload();
    assert.deepEqual(await titles(), listed("/page/3/"));
    await page.goBack();
    await page.goBack();
    await says("8 of 23 open roles");
    await page.goBack();
    await page.waitForURL(`**${HOME}page/2/`);
    await says("23 open roles");
    assert.deepEqual(await titles(), listed("/page/2/"));
  });
  await visit("?page=3", async ({ ready, says, titles }) => {
    await ready();
    await says("23 open roles");
    assert.deepEqual(await titles(), listed("/page/3/"));
  });
  await visit("?page=99&workplace=remote", async ({ says, titles }) => {
    await says("8 of 23 open roles");
    assert.equal((await titles()).length, 3, "beyond the last page is the last page");
  });
});
