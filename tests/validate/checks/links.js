// Every link of every page leads somewhere: inside the output to a file and fragment, outside by a safe scheme. No network.
import { check } from '../lib/check.js';
import { closedPostings } from '../lib/content.js';
import { fileFor, files, isInternal, pageAt, pages, pathOf, readText } from '../lib/site.js';
import { BASE_URL } from '../lib/settings.js';

const OUTSIDE = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const PLAIN = [
  ['a, area, link, use', 'href'], ['script, img, source, video, audio, track, iframe, embed, input', 'src'], ['video', 'poster'],
  ['form', 'action'], ['button, input', 'formaction'], ['object', 'data'], ['blockquote, q, del, ins', 'cite'],
];

/** `{ tag, attribute, link }` of everything on a page that names an address. */
function linksOf({ $ }) {
  const found = [];
  const add = (node, attribute, link) => found.push({ tag: node.name, attribute, link: link.trim(), rel: node.attribs.rel ?? '' });
  for (const [selector, attribute] of PLAIN) {
    for (const node of $(selector).get()) if (node.attribs[attribute] !== undefined) add(node, attribute, node.attribs[attribute]);
  }
  for (const node of $('[srcset], [imagesrcset]').get()) {
    for (const candidate of (node.attribs.srcset ?? node.attribs.imagesrcset).split(/,\s+/)) add(node, 'srcset', candidate.trim().split(/\s+/)[0]);
  }
  for (const node of $('meta[http-equiv="refresh" i]').get()) add(node, 'content', /url=\s*['"]?([^'"]*)/i.exec(node.attribs.content ?? '')?.[1] ?? '');
  for (const node of $('meta[property="og:image"], meta[property="og:url"], meta[name="twitter:image"]').get()) add(node, 'content', node.attribs.content ?? '');
  // What a script fetches: data-index="/assets/filters-<hash>.json" and its like.
  for (const node of $('*').get()) {
    for (const [attribute, value] of Object.entries(node.attribs)) {
      if (attribute.startsWith('data-') && value.includes('/assets/') && !/\s/.test(value)) add(node, attribute, value);
    }
  }
  return found;
}

const anchorsOf = new Map();
function hasAnchor(page, fragment) {
  if (!anchorsOf.has(page)) anchorsOf.set(page, new Set(page.$('[id]').get().map(({ attribs }) => attribs.id)));
  return fragment === '' || fragment === 'top' || anchorsOf.get(page).has(fragment);
}

/** What is wrong with one link of a page, if anything. */
function linkProblem(page, { tag, attribute, link }) {
  const written = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(link) ? 'absolute' : 'relative';
  if (link === '') return 'is empty';
  if (!URL.canParse(link, page.url)) return 'is no address';
  if (page.kind === 'not-found' && written === 'relative' && !/^[/#]/.test(link)) return 'is relative, but 404.html is shown at any depth';
  const url = new URL(link, page.url);
  if (url.protocol === 'data:') return tag === 'img' || (tag === 'source' && attribute === 'srcset') ? undefined : 'data: is for images only';
  if (!OUTSIDE.has(url.protocol)) return `the scheme ${url.protocol} is not allowed`;
  if (url.protocol === 'mailto:') return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(decodeURIComponent(url.pathname)) ? undefined : 'is no e-mail address';
  if (!isInternal(url)) {
    return written === 'relative' && url.origin === BASE_URL.origin ? `leaves the base path ${BASE_URL.pathname}` : undefined;
  }
  if (/(^|\/)index\.html$/.test(url.pathname)) return 'should name the folder, not its index.html';
  const file = fileFor(url);
  if (!file) return fileFor(new URL(`${url.pathname}/`, url)) ? 'needs a slash at the end (hosts would redirect)' : 'does not exist in the output';
  const target = pageAt(pathOf(url));
  const fragment = decodeURIComponent(url.hash.slice(1));
  if (target && !hasAnchor(target, fragment)) return `${target.path} has no element with the id "${fragment}"`;
  return undefined;
}

check('links: every link resolves, with an allowed scheme', (problem) => {
  for (const page of pages) {
    const said = new Set();
    for (const link of linksOf(page)) {
      const wrong = linkProblem(page, link);
      const text = `<${link.tag} ${link.attribute}="${link.link}"> ${wrong}`;
      if (wrong && !said.has(text)) problem(page.path, text);
      said.add(text);
    }
  }
});

check('links: style sheets name files that exist', (problem) => {
  for (const file of files.filter((name) => name.endsWith('.css'))) {
    const here = new URL(encodeURI(file), BASE_URL);
    for (const [, link] of readText(file).matchAll(/url\(\s*['"]?([^'")]+)['"]?\s*\)/g)) {
      const url = new URL(link, here);
      if (url.protocol === 'data:') continue;
      if (!isInternal(url) || !fileFor(url)) problem(`/${file}`, `url(${link}) does not exist in the output`);
    }
  }
});

check('links: every page can be reached from the index', (problem) => {
  const reached = new Set();
  const queue = [pageAt('/')].filter(Boolean);
  if (queue.length === 0) problem('/', 'there is no index.html');
  while (queue.length > 0) {
    const page = queue.pop();
    if (reached.has(page)) continue;
    reached.add(page);
    for (const { tag, link } of linksOf(page)) {
      if (tag !== 'a' || !URL.canParse(link, page.url)) continue;
      const url = new URL(link, page.url);
      const target = isInternal(url) && pageAt(pathOf(url));
      if (target) queue.push(target);
    }
  }
  const closed = new Set(closedPostings.map(({ path }) => path));
  for (const page of pages) {
    const mayBeHidden = page.kind === 'not-found' || page.kind === 'alias' || closed.has(page.path);
    if (!reached.has(page) && !mayBeHidden) problem(page.path, 'no page that the index leads to links here');
  }
});

check('links: no list of open roles leads to a closed one', (problem) => {
  const closed = new Set(closedPostings.map(({ path }) => path));
  for (const page of pages) {
    if (!['index', 'terms', 'term'].includes(page.kind)) continue;
    for (const { tag, link } of linksOf(page)) {
      if (tag !== 'a' || !URL.canParse(link, page.url)) continue;
      const url = new URL(link, page.url);
      if (isInternal(url) && closed.has(pathOf(url))) problem(page.path, `links to ${pathOf(url)}, which is closed`);
    }
  }
});
