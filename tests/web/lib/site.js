// Sites to test and visits to them: the demo, and a project of a few pages that is written here.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { launch, open } from "./browser.js";
import { host } from "./host.js";

const ROOT = join(import.meta.dirname, "../../..");

/** The day for which the sites are built, and which the readers' clocks show. */
export const TODAY = "2026-11-22";

/** So long anything may take, in ms: far longer than it does, since other programs may keep the machine busy. */
const PATIENCE = 60_000;

/** Builds a project into a folder. @param {string} project @param {string} out */
function build(project, out) {
  const own = ["release", "debug"].map((profile) => join(ROOT, "target", profile, "rolecall"));
  const binary = process.env.ROLECALL ?? own.find(existsSync);
  assert.ok(binary, "build rolecall first, or say in ROLECALL where it is");
  execFileSync(binary, ["build", "--today", TODAY, "--out", out], { cwd: project, stdio: ["ignore", "ignore", "inherit"] });
}

/** The demo: `SITE`, or else built now. @param {string} temporary */
export function demo(temporary) {
  if (process.env.SITE) return { folder: process.env.SITE, below: "/" };
  build(ROOT, join(temporary, "public"));
  return { folder: join(temporary, "public"), below: "/" };
}

/** Two dozen roles on pages of five, below a path; every third role leaves something open. @param {string} temporary */
export function own(temporary) {
  mkdirSync(join(temporary, "content/jobs"), { recursive: true });
  const settings = ["title: A & B", "base_url: https://example.org/some/path/", "company: { name: A & B }", "per_page: 5", "currency: EUR"];
  writeFileSync(join(temporary, "content/site.yaml"), settings.join("\n"));
  mkdirSync(join(temporary, "static"));
  writeFileSync(join(temporary, "static/favicon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (let i = 0; i < 23; i++) {
    const pick = (/** @type {string[]} */ ...of) => of[i % of.length];
    const lines = [
      `title: ${JSON.stringify(`${pick("Engineer", "<b>Writer</b> & \"Editor\"", "Räumfahrer", "工程师")} ${i}`)}`,
      `department: ${pick("Engineering", "Sales & Co", "Research")}`,
      `locations: [${pick("{ city: Berlin, country: DE }", "{ city: Berlin, country: DE }, { city: Paris, country: FR }, { city: Lyon, country: FR }", "{ country: AT }")}]`,
      `workplace: ${pick("onsite", "remote", "hybrid")}`,
      `posted: 2026-${i < 12 ? 11 : 10}-${String(21 - (i % 12)).padStart(2, "0")}`,
      ...(i % 4 ? [] : [`closes: ${i % 8 ? "2026-11-29" : "2027-03-01"}`]),
      ...(i % 3 ? [`salary: { min: ${30000 + 1000 * i}, max: ${40000 + 1000 * i} }`] : []),
      ...(i % 5 ? [] : ["language: de"]),
      "requirements:",
      `  skills: [${pick("Rust, SQL", "Go", "Rust, Go, SQL, Docker, Linux", "SQL")}]`,
      "  languages: [{ name: English, level: B2 }]",
      ...(i % 3 ? [`  experience: ${i % 7}`, `  education: ${pick("bachelor", "master")}`] : []),
      "apply: https://apply.example.org/",
    ];
    writeFileSync(join(temporary, `content/jobs/role-${i}.md`), `---\n${lines.join("\n")}\n---\nWords about it.\n`);
  }
  build(temporary, join(temporary, "public"));
  return { folder: join(temporary, "public"), below: "/some/path/" };
}

/** The titles of the roles that a page of the site lists, as it was built. @param {string} folder @param {string} path */
export function listed(folder, path) {
  const html = readFileSync(join(folder, path, "index.html"), "utf8").split('<template id="row">')[0];
  return [...html.matchAll(/<li><a href="[^"]*\/jobs\/[^>]*>([^<]*)<\/a>/g)].map(([, title]) => title.replaceAll("&#39;", "'").replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'));
}

/**
 * What a visitor does and sees.
 * @param {import("playwright-core").Page} page
 */
function visitor(page) {
  const status = page.locator("[role=status]");
  return {
    page,
    status,
    box: (/** @type {string} */ facet, /** @type {string} */ slug) => page.locator(`.values input[name=${facet}][value="${slug}"]`),
    chips: () => page.locator(".chosen li button").allTextContents().then((all) => all.map((text) => text.replace("×", "").trim())),
    titles: () => page.locator("#roles .roles li > a").allTextContents(),
    /** Waits until the status says something. @param {string | RegExp} what */
    says: (what) => page.waitForFunction(([text, pattern]) => {
      const said = document.querySelector("[role=status]")?.textContent?.trim() ?? "";
      return pattern ? new RegExp(pattern).test(said) : said === text;
    }, what instanceof RegExp ? ["", what.source] : [what, ""], { timeout: PATIENCE }).catch(async () => {
      throw new Error(`the status says “${await status.textContent()}”, not “${what}”`);
    }),
    /** Waits until the filters know all of their values. */
    ready: () => page.waitForFunction(() => document.querySelector("#filter-experience option:last-child, #filter-education option:last-child")?.textContent?.includes("(")),
    /** What has the focus: its name, or its tag. */
    focused: () => page.evaluate(() => {
      const { tagName, name, value, className, dataset, role } = /** @type {any} */ (document.activeElement);
      return name ? (value && tagName === "INPUT" && /checkbox/.test(/** @type {any} */ (document.activeElement).type) ? `${name}=${value}` : name) : dataset.key ?? (role || className || tagName);
    }),
    search: () => new URL(page.url()).search,
  };
}

/**
 * A site for the tests of a file.
 * @param {(temporary: string) => {folder: string, below: string}} make
 */
export function site(make) {
  const temporary = mkdtempSync(join(tmpdir(), "rolecall-pages-"));
  /** @type {any} */
  const its = {};
  before(async () => {
    Object.assign(its, make(temporary));
    its.host = await host(its.folder, its.below);
    its.browser = await launch();
  });
  after(async () => {
    await its.browser?.close();
    await its.host?.close();
    rmSync(temporary, { recursive: true, force: true });
  });
  return {
    its,
    listed: (/** @type {string} */ path) => listed(its.folder, path),
    /**
     * Visits a page; fails when anything but `allowed` goes wrong behind the scenes.
     * @param {string} path @param {(visit: ReturnType<typeof visitor> & {context: any}) => Promise<void>} act
     * @param {{allowed?: RegExp, before?: (page: any) => Promise<void>} & import("playwright-core").BrowserContextOptions} [options]
     */
    async visit(path, act, { allowed, before: prepare, ...options } = {}) {
      const all = { viewport: { width: 1280, height: 900 }, ...options };
      const { page, context, wrong } = await open(its.browser, its.host.url + its.below + path.replace(/^\//, ""), all, async (page) => {
        await page.clock.setFixedTime(`${TODAY}T12:00:00`);
        await prepare?.(page);
      });
      page.setDefaultTimeout(PATIENCE);
      try {
        await act({ ...visitor(page), context });
        assert.deepEqual(wrong.filter((/** @type {string} */ text) => !allowed?.test(text)), []);
      } finally {
        await context.close();
        its.host.control.hold = () => {};
        its.host.control.instead = (/** @type {string} */ path) => path;
      }
    },
  };
}
