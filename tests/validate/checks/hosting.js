// What static hosts and crawlers read: robots.txt, _redirects, .nojekyll and rolecall's own list of files.
import { check } from '../lib/check.js';
import { readRedirects } from '../lib/hosting.js';
import { BASE_URL } from '../lib/settings.js';
import { absolute, fileFor, files, hasFile, isInternal, pagesOfKind, readText } from '../lib/site.js';

const CODES = ['301', '302', '303', '307', '308']; // those that both Netlify and Cloudflare Pages know
const withSlash = (path) => (path.endsWith('/') || /\.[a-z]+$/.test(path) ? path : `${path}/`);

check('hosting: robots.txt lets crawlers in and names the sitemap', (problem) => {
  if (!hasFile('robots.txt')) return problem('/robots.txt', 'does not exist');
  const lines = readText('robots.txt').split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim()).filter(Boolean);
  const values = (name) => lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  if (!values('sitemap').includes(absolute('/sitemap.xml'))) problem('/robots.txt', `no line "Sitemap: ${absolute('/sitemap.xml')}"`);
  if (!values('user-agent').includes('*')) problem('/robots.txt', 'no line "User-agent: *"');
  for (const path of values('disallow')) if (path && new URL(path, BASE_URL).pathname.length <= BASE_URL.pathname.length) problem('/robots.txt', `Disallow: ${path} shuts the site`);
  for (const line of lines) if (!/^(user-agent|allow|disallow|sitemap|crawl-delay):/i.test(line)) problem('/robots.txt', `unknown line "${line}"`);
  return undefined;
});

check('hosting: _redirects is right for Netlify and Cloudflare Pages', (problem) => {
  const redirects = readRedirects();
  if (redirects.length > 2000) problem('_redirects', `has ${redirects.length} lines, Cloudflare reads 2,000`);
  const sources = new Set();
  for (const { line, from, to, code, rest } of redirects) {
    const say = (text) => problem('_redirects', `"${line}": ${text}`);
    if (line.length > 1000) say('is longer than 1,000 characters');
    if (!to || rest.length > 0) say('is not "from to code"');
    if (code !== undefined && !CODES.includes(code)) say(`the code must be one of ${CODES.join(' ')}`);
    if (!from?.startsWith(BASE_URL.pathname)) say(`"from" is not below ${BASE_URL.pathname}`);
    if (/[*]|\/:/.test(from ?? '')) say('"from" has a wildcard or placeholder');
    if (sources.has(withSlash(from))) say('"from" is there twice');
    sources.add(withSlash(from));
    if (!to) continue;
    const url = URL.canParse(to, BASE_URL) ? new URL(to, BASE_URL) : undefined;
    if (!url || !isInternal(url) || !fileFor(url)) say(`${to} does not exist in the output`);
  }
  for (const { line, to } of redirects) if (to && sources.has(withSlash(new URL(to, BASE_URL).pathname))) problem('_redirects', `"${line}": leads to another redirect`);
  for (const page of pagesOfKind('alias')) {
    const path = decodeURI(new URL(page.url).pathname);
    if (![...sources].some((source) => decodeURI(source) === withSlash(path))) problem(page.path, 'is an alias page without a line in _redirects');
  }
});

check('hosting: .nojekyll is there, .rolecall lists every file, and no temporary file is left', (problem) => {
  if (!hasFile('.nojekyll')) problem('/.nojekyll', 'does not exist: GitHub Pages would drop files');
  if (!hasFile('.rolecall')) return problem('/.rolecall', 'does not exist');
  const list = readText('.rolecall');
  for (const file of files) {
    if (file !== '.rolecall' && !list.includes(file)) problem(`/${file}`, 'is not in .rolecall');
    if (/(~|\.(tmp|swp|bck|part))$|(^|\/)\.#/.test(file)) problem(`/${file}`, 'is a temporary file');
  }
  return undefined;
});
