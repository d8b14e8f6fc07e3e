// The output as the checks see it: files, parsed pages with their kind, and the way from an address to a file.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { BASE_URL, SITE } from './settings.js';

/** The facets with a page for each term. */
export const FACETS = [
  'company', 'department', 'location', 'workplace', 'employment', 'level', 'skill', 'language', 'education', 'experience',
];

/** Every file below `folder`, as paths with `/`, sorted. */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

export const files = listFiles(SITE);
const known = new Set(files);

export const hasFile = (file) => known.has(file);
export const readBytes = (file) => readFileSync(join(SITE, file));
export const readText = (file) => readFileSync(join(SITE, file), 'utf8');

/** The absolute address of a path like `/jobs/baker/`. */
export const absolute = (path) => new URL(encodeURI(path.slice(1)), BASE_URL).href;

/** True for addresses below the base URL. */
export const isInternal = (url) => url.origin === BASE_URL.origin && url.pathname.startsWith(BASE_URL.pathname);

/** The path below the base URL (`/jobs/baker/`) of an internal address. */
export const pathOf = (url) => `/${decodeURIComponent(url.pathname.slice(BASE_URL.pathname.length))}`;

/** The file that a static host answers with for an internal address, if there is one. */
export function fileFor(url) {
  const path = pathOf(url).slice(1);
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return hasFile(file) ? file : undefined;
}

function kindOf(path, $) {
  if (path === '/404.html') return 'not-found';
  if ($('meta[http-equiv="refresh" i]').length > 0) return 'alias';
  const parts = path.split('/').filter(Boolean);
  if (parts.length >= 2 && parts.at(-2) === 'page' && /^\d+$/.test(parts.at(-1))) parts.length -= 2;
  if (parts.length === 0) return 'index';
  if (parts[0] === 'jobs' && parts.length === 2) return 'role';
  if (FACETS.includes(parts[0])) return parts.length === 1 ? 'terms' : 'term';
  return 'page';
}

function openPage(file) {
  const path = `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
  const html = readText(file);
  const $ = load(html);
  // Nothing in a template is on the page.
  $('template').remove();
  const robots = $('meta[name="robots" i]').attr('content') ?? '';
  return {
    file,
    path,
    html,
    $,
    url: absolute(path),
    kind: kindOf(path, $),
    /** 1, or N of `.../page/N/`. */
    number: Number(/\/page\/(\d+)\/$/.exec(path)?.[1] ?? 1),
    noindex: /\bnoindex\b/i.test(robots),
  };
}

export const pages = files.filter((file) => file.endsWith('.html')).map(openPage);
const byPath = new Map(pages.map((page) => [page.path, page]));

/** The page at a path like `/jobs/baker/`. */
export const pageAt = (path) => byPath.get(path);
export const pagesOfKind = (...kinds) => pages.filter((page) => kinds.includes(page.kind));
/** `/jobs/baker/` has the slug `baker`. */
export const slugOf = (page) => page.path.split('/')[2];
