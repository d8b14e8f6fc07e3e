// sitemap.xml is valid and lists what design.md section 5 says: open roles, content pages, the first page of the index and of each term.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'cheerio';
import { check } from '../lib/check.js';
import { openPostings } from '../lib/content.js';
import { SITE, TODAY } from '../lib/settings.js';
import { fileFor, hasFile, isInternal, pageAt, pages, pathOf, readText } from '../lib/site.js';

const XSD = fileURLToPath(new URL('../node_modules/sitemap/schema/sitemap.xsd', import.meta.url));
const LISTED = ['index', 'role', 'term', 'page'];
const W3C = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

const readXml = (file) => load(readText(file), { xml: true });
const root = hasFile('sitemap.xml') ? readXml('sitemap.xml') : load('', { xml: true });
const isIndex = root('sitemapindex').length > 0;
const partUrls = isIndex ? root('sitemap > loc').get().map((node) => root(node).text()) : [];
const parts = isIndex ? partUrls.map((loc) => fileFor(new URL(loc))).filter(Boolean) : ['sitemap.xml'].filter(hasFile);
const entries = parts.flatMap((file) => {
  const $ = readXml(file);
  return $('url').get().map((node) => ({ file, loc: $('loc', node).text(), lastmod: $('lastmod', node).text() }));
});

function validate(file, ...schema) {
  try {
    execFileSync('xmllint', ['--noout', '--nonet', ...schema, join(SITE, file)], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return error.stderr?.toString().replaceAll(`${SITE}/`, '').trim() || error.message;
  }
}

check('sitemap: valid by the schema of sitemaps.org', (problem) => {
  if (!hasFile('sitemap.xml')) return problem('/sitemap.xml', 'does not exist');
  for (const file of parts) {
    const text = validate(file, '--schema', XSD);
    if (text) problem(`/${file}`, text);
    if (readText(file).length > 50 * 1024 * 1024) problem(`/${file}`, 'has more than 50 MB');
    const count = entries.filter((entry) => entry.file === file).length;
    if (count > 50_000) problem(`/${file}`, `lists ${count} pages, 50,000 are allowed`);
  }
  if (!isIndex) return undefined;
  const text = validate('sitemap.xml');
  if (text) problem('/sitemap.xml', text);
  for (const loc of partUrls) if (!isInternal(new URL(loc)) || !fileFor(new URL(loc))) problem('/sitemap.xml', `part ${loc} does not exist`);
  return undefined;
});

check('sitemap: every address exists, once, and may be indexed', (problem) => {
  const seen = new Set();
  for (const { file, loc } of entries) {
    const url = new URL(loc);
    if (seen.has(loc)) problem(`/${file}`, `${loc} is listed twice`);
    seen.add(loc);
    if (!isInternal(url)) {
      problem(`/${file}`, `${loc} is not below the base URL`);
    } else if (!fileFor(url)) {
      problem(`/${file}`, `${loc} does not exist in the output`);
    } else {
      const page = pageAt(pathOf(url));
      if (page?.noindex) problem(`/${file}`, `${loc} is noindex`);
      const canonical = page?.$('link[rel="canonical"]').attr('href');
      if (page && canonical !== loc) problem(`/${file}`, `${loc} has the canonical address ${canonical}`);
    }
  }
});

check('sitemap: complete, and nothing more than it should list', (problem) => {
  const listed = new Set(entries.map(({ loc }) => loc));
  const expected = new Set(pages
    .filter((page) => LISTED.includes(page.kind) && page.number === 1 && !page.noindex)
    .map(({ url }) => url));
  for (const url of expected) if (!listed.has(url)) problem('/sitemap.xml', `${url} is missing`);
  for (const url of listed) if (!expected.has(url)) problem('/sitemap.xml', `${url} does not belong in it`);
});

check('sitemap: lastmod is a real day, not later than today, and a role\'s own', (problem) => {
  for (const { file, loc, lastmod } of entries) {
    if (lastmod) {
      if (!W3C.test(lastmod) || Number.isNaN(Date.parse(lastmod)) || new Date(`${lastmod.slice(0, 10)}T00:00Z`).toISOString().slice(0, 10) !== lastmod.slice(0, 10)) {
        problem(`/${file}`, `${loc} has no real date: ${lastmod}`);
      } else if (lastmod.slice(0, 10) > TODAY) {
        problem(`/${file}`, `${loc} was changed after today: ${lastmod}`);
      }
    }
    const posting = openPostings.find(({ path }) => isInternal(new URL(loc)) && path === pathOf(new URL(loc)));
    const changed = posting && (posting.updated ?? posting.posted);
    if (changed && lastmod.slice(0, 10) !== String(changed)) problem(`/${file}`, `${loc} has lastmod "${lastmod}", the posting says ${changed}`);
  }
});
