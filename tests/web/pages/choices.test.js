// What a visitor chooses with the mouse, and what the list, the counts and the chips then say; on the demo.
import assert from "node:assert/strict";
import { test } from "node:test";
import { demo, site } from "../lib/site.js";

const { visit, listed } = site(demo);
const all = () => listed("/");
const count = (/** @type {any} */ box) => box.locator("xpath=..").locator("small").textContent().then(Number);
const sorted = (/** @type {string[]} */ titles) => [...titles].sort();
const union = (/** @type {string[][]} */ ...lists) => all().filter((title) => lists.some((list) => list.includes(title)));

test("the number of roles stands once, and is said politely and as a whole", () =>
  visit("/", async ({ page, status, says, ready }) => {
    await ready();
    await says(`${all().length} open roles`);
    assert.equal(await page.getByText(`${all().length} open roles`, { exact: true }).count(), 1);
    assert.equal(await status.getAttribute("aria-atomic"), "true");
    assert.equal(await status.getAttribute("role"), "status");
    assert.equal(await status.locator("li").count(), 0, "the list itself is not read out");
  }));

test("two values of a facet are either of them; values of two facets are both", () =>
  visit("/", async ({ says, ready, box, titles }) => {
    await ready();
    const [engineering, data] = [listed("/department/engineering/"), listed("/department/data/")];
    await box("department", "engineering").click();
    await says(`${engineering.length} of ${all().length} open roles`);
    assert.deepEqual(await titles(), engineering);
    await box("department", "data").click();
    const either = union(engineering, data);
    await says(`${either.length} of ${all().length} open roles`);
    assert.deepEqual(await titles(), either);
    await box("workplace", "remote").click();
    const both = either.filter((title) => listed("/workplace/remote/").includes(title));
    await says(`${both.length} of ${all().length} open roles`);
    assert.deepEqual(await titles(), both);
  }));

test("the number beside a value says how many roles it would leave, and does not shut its siblings out", () =>
  visit("/", async ({ says, ready, box, status }) => {
    await ready();
    const remote = listed("/workplace/remote/");
    const before = await count(box("department", "data"));
    assert.equal(before, listed("/department/data/").length);
    await box("department", "engineering").click();
    assert.equal(await count(box("department", "data")), before, "a sibling keeps its number");
    const promised = await count(box("workplace", "remote"));
    assert.equal(promised, listed("/department/engineering/").filter((title) => remote.includes(title)).length);
    await box("workplace", "remote").click();
    await says(`${promised} of ${all().length} open roles`);
    assert.match((await status.textContent()) ?? "", /^\d+ of \d+ open roles$/);
    const nobody = listed("/department/legal/").filter((title) => remote.includes(title)).length;
    assert.equal(await count(box("department", "legal")), nobody);
    assert.equal(await box("department", "legal").isDisabled(), false, "a value without roles can still be chosen");
  }));

test("chips name what is chosen; each takes its choice away, and one takes all", () =>
  visit("/", async ({ page, says, ready, box, chips }) => {
    await ready();
    assert.equal(await page.locator(".chosen .clear").isVisible(), false);
    await box("department", "engineering").click();
    await box("skill", "rust").click();
    await page.selectOption("[name=experience]", "5");
    await page.fill("[name=q]", "engineer");
    await page.fill("[name=salary]", "60000");
    await page.selectOption("[name=sort]", "salary");
    await page.waitForFunction(() => document.querySelectorAll(".chosen li").length === 5);
    const [department, skill, years, salary, words] = await chips();
    assert.deepEqual([department, skill, years, words], ["Engineering", "Rust", "5 years", "“engineer”"]);
    assert.match(salary, /^60,000 [A-Z]{3} a year$/);
    await page.getByRole("button", { name: "Remove Rust" }).click();
    assert.equal(await box("skill", "rust").isChecked(), false);
    await page.getByRole("button", { name: "Remove 5 years" }).click();
    assert.equal(await page.inputValue("[name=experience]"), "");
    await page.getByRole("button", { name: "Remove “engineer”" }).click();
    assert.equal(await page.inputValue("[name=q]"), "");
    assert.equal((await chips()).length, 2);
    await page.getByRole("button", { name: "Clear all" }).click();
    await says(`${all().length} open roles`);
    assert.equal(await box("department", "engineering").isChecked(), false);
    assert.equal(await page.inputValue("[name=salary]"), "");
    assert.equal(await page.inputValue("[name=sort]"), "salary", "the order stays");
    assert.equal(await page.locator(".chosen .clear").isVisible(), false);
  }));

test("years and degree: what asks for at most that, and what states nothing, each as the term's own page has it", () =>
  visit("/", async ({ page, ready, titles, says }) => {
    await ready();
    for (const [name, value] of [["experience", "3"], ["education", "bachelor"]]) {
      await page.selectOption(`[name=${name}]`, value);
      const expected = listed(`/${name}/${value}/`);
      await says(new RegExp(`^${expected.length} of `));
      assert.deepEqual(await titles(), expected);
      const option = page.locator(`[name=${name}] option[value="${value}"]`);
      assert.match((await option.textContent()) ?? "", new RegExp(`\\(${expected.length}\\)$`));
      await page.selectOption(`[name=${name}]`, "");
      await says(`${all().length} open roles`);
    }
  }));

test("posted: only what is new enough", () =>
  visit("/", async ({ page, ready, says }) => {
    await ready();
    await page.selectOption("[name=posted]", "7");
    await says(/^\d+ of /);
    const days = await page.locator("#roles time").evaluateAll((times) => times.map((time) => time.getAttribute("datetime") ?? ""));
    assert.ok(days.length > 0 && days.every((day) => day >= "2026-11-15"), String(days));
  }));

test("pay in a currency and for a period: a month is a twelfth of a year, and other currencies count as not stated", () =>
  visit("/", async ({ page, ready, titles, says }) => {
    await ready();
    assert.equal(await page.inputValue("[name=currency]"), "EUR", "the commonest is meant when nobody chooses");
    await page.selectOption("[name=per]", "year");
    await page.fill("[name=salary]", "60000");
    await says(/^\d+ of /);
    const yearly = await titles();
    const rows = page.locator("#roles > ul").first().locator("li > span");
    for (const pay of await rows.allTextContents()) assert.match(pay, /€/);
    const open = page.locator("#roles h2 + ul li");
    assert.ok((await open.count()) > 0);
    for (const row of await open.all()) {
      const said = (await row.locator("> span").count()) ? "Paid in another currency" : "Salary not stated";
      assert.equal(await row.locator(".open").textContent(), said);
    }
    await page.selectOption("[name=per]", "month");
    assert.notDeepEqual(await titles(), yearly);
    await page.fill("[name=salary]", "5000");
    assert.deepEqual(await titles(), yearly);
    await page.fill("[name=salary]", "");
    await says(`${all().length} open roles`);
  }));

test("“require nothing beyond these” comes with a chosen skill and leaves only what one can do", () =>
  visit("/", async ({ page, ready, titles, says, box, search }) => {
    await ready();
    const only = page.locator("[name=skills]");
    assert.equal(await only.isVisible(), false);
    await page.locator("[data-facet=skill] .more").click();
    await box("skill", "git").click();
    await says(/^\d+ of /);
    assert.equal(await only.isVisible(), true);
    await only.click();
    assert.equal(search(), "?skill=git&skills=only");
    for (const skills of await page.locator("#roles small").allTextContents()) assert.equal(skills, "Git");
    assert.ok((await titles()).length > 0);
    await only.click();
    assert.equal(search(), "?skill=git");
    await box("skill", "git").click();
    assert.equal(await only.isVisible(), false);
  }));

test("all values of a facet can be seen, narrowed by typing without case or accents, and folded again", () =>
  visit("/", async ({ page, ready, search, focused }) => {
    await ready();
    const group = page.locator("fieldset[data-facet=location]");
    const values = group.locator(".values label");
    const more = group.locator("button.more");
    assert.equal(await values.count(), 8);
    const number = Number(/\d+/.exec((await more.textContent()) ?? "")?.[0]);
    await more.click();
    assert.equal(await values.count(), number);
    assert.equal(await more.getAttribute("aria-expanded"), "true");
    await group.getByLabel(/^Find in/).fill("ZUR");
    assert.deepEqual(await values.locator("span").allTextContents(), ["Zürich, Switzerland"]);
    assert.equal(search(), "", "looking for a value chooses nothing");
    await values.locator("input").click();
    await more.click();
    assert.equal(await values.count(), 9, "a chosen value stays in sight");
    assert.equal(await more.getAttribute("aria-expanded"), "false");
    await values.last().locator("input").press("Space");
    assert.equal(search(), "");
    assert.equal(await focused(), "location=ch/zurich", "and keeps the focus when it is taken back");
  }));

test("sorting: newest, closing soonest, best paid; the same roles each time", () =>
  visit("/", async ({ page, ready, titles, says }) => {
    await ready();
    assert.deepEqual(await page.locator("[name=sort] option:not([hidden])").allTextContents(), ["Newest", "Closing soonest", "Best paid"]);
    await page.selectOption("[name=sort]", "closing");
    assert.match((await page.locator("#roles li").first().textContent()) ?? "", /Closes on/);
    assert.deepEqual(sorted(await titles()), sorted(all()));
    await page.selectOption("[name=sort]", "salary");
    assert.match((await page.locator("#roles li > span").first().textContent()) ?? "", /€/, "the currency of most roles first");
    await page.selectOption("[name=currency]", "GBP");
    await page.fill("[name=salary]", "1");
    assert.match((await page.locator("#roles li > span").first().textContent()) ?? "", /£/, "then the currency that is asked for");
    await page.fill("[name=salary]", "");
    await page.selectOption("[name=sort]", "newest");
    await says(`${all().length} open roles`);
    assert.deepEqual(await titles(), all());
  }));

test("words: each begins a word of the title, a place, a skill or one of its other names; the list follows the typing", () =>
  visit("/", async ({ page, ready, titles, says, status }) => {
    await ready();
    await page.locator("[name=q]").pressSequentially("berl");
    await says(/^\d+ of /);
    const inBerlin = listed("/location/de/berlin/");
    for (const title of inBerlin) assert.ok((await titles()).includes(title), title);
    await page.fill("[name=q]", "k8s");
    await says(`${listed("/skill/kubernetes/").length} of ${all().length} open roles`);
    assert.deepEqual(sorted(await titles()), sorted(listed("/skill/kubernetes/")));
    await page.fill("[name=q]", "  ");
    await says(`${all().length} open roles`);
    assert.equal(await status.isVisible(), true);
  }));
