// The feeds: Atom by RFC 4287, JSON Feed 1.1 by schema/json-feed.json, both read by feedsmith, both naming existing open roles.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { load } from 'cheerio';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { check } from '../lib/check.js';
import { openPostings } from '../lib/content.js';
import { schemaProblems } from '../lib/schema.js';
import { CONFIG, SITE, TODAY } from '../lib/settings.js';
import { absolute, fileFor, files, hasFile, isInternal, pageAt, pages, pathOf, readText } from '../lib/site.js';

const ATOM = 'http://www.w3.org/2005/Atom';
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const FACETS_WITH_FEEDS = ['department', 'location', 'workplace'];
const LIMIT = CONFIG.feed_items ?? 50;

const atomFiles = files.filter((file) => file.endsWith('feed.xml'));
const jsonFiles = files.filter((file) => file.endsWith('feed.json'));
const openPaths = new Set(openPostings.map(({ path }) => path));

const isTime = (text) => RFC3339.test(text) && !Number.isNaN(Date.parse(text));
const repeated = (list) => list.filter((value, at) => list.indexOf(value) !== at);

/** Says what is wrong with a link of a feed that must lead to an open role. */
function roleLinkProblem(link) {
  if (!URL.canParse(link ?? '')) return `${link} is not an absolute address`;
  const url = new URL(link);
  if (!isInternal(url) || !fileFor(url)) return `${link} does not exist in the output`;
  return openPaths.has(pathOf(url)) ? undefined : `${link} is no open role`;
}

function relativeLinks(html) {
  const $ = load(html);
  return $('[href], [src]').get().map(({ attribs }) => attribs.href ?? attribs.src).filter((link) => !/^([a-z]+:|#)/i.test(link));
}

check('feeds: every feed is there and the index names the two of the site', (problem) => {
  for (const file of ['feed.xml', 'feed.json']) if (!hasFile(file)) problem(`/${file}`, 'does not exist');
  for (const { path, kind, number } of pages) {
    const withFeed = kind === 'term' && number === 1 && FACETS_WITH_FEEDS.includes(path.split('/')[1]);
    if (withFeed && !hasFile(`${path.slice(1)}feed.xml`)) problem(path, 'has no feed.xml');
  }
  for (const [type, file] of [['application/atom+xml', 'feed.xml'], ['application/feed+json', 'feed.json']]) {
    const links = pageAt('/')?.$(`link[rel~="alternate"][type="${type}"]`).get().map((node) => new URL(node.attribs.href, absolute('/')).href) ?? [];
    if (!links.includes(absolute(`/${file}`))) problem('/', `no <link rel="alternate" type="${type}"> to ${file}`);
  }
});

check('feeds: Atom is well-formed', (problem) => {
  try {
    execFileSync('xmllint', ['--noout', '--nonet', ...atomFiles.map((file) => join(SITE, file))], { stdio: 'pipe' });
  } catch (error) {
    const said = error.stderr?.toString() || error.message;
    const errors = said.split('\n').filter((line) => line.includes(' error '));
    for (const line of errors.length > 0 ? errors : [said]) problem('xmllint', line.replace(SITE, ''));
  }
});

check('feeds: Atom has what RFC 4287 requires', (problem) => {
  const feedIds = [];
  for (const file of atomFiles) {
    const say = (text) => problem(`/${file}`, text);
    const $ = load(readText(file), { xml: true });
    const one = (parent, name, where) => {
      const found = $(parent).children(name);
      if (found.length !== 1) say(`${where} has ${found.length} <${name}>, must have one`);
      const text = found.first().text().trim();
      if (found.length === 1 && !text) say(`${where} has an empty <${name}>`);
      return text;
    };
    const links = (parent, rel) => $(parent).children('link').get().map(({ attribs }) => attribs).filter((link) => (link.rel ?? 'alternate') === rel);
    const feed = $.root().children('feed');
    if (feed.length !== 1 || feed.attr('xmlns') !== ATOM) {
      say(`the root is not <feed xmlns="${ATOM}">`);
      continue;
    }
    feedIds.push(one(feed, 'id', 'the feed'));
    one(feed, 'title', 'the feed');
    const updated = one(feed, 'updated', 'the feed');
    if (!isTime(updated)) say(`<updated>${updated}</updated> is no RFC 3339 time`);
    if (updated.slice(0, 10) > TODAY) say(`was updated after today: ${updated}`);
    const self = links(feed, 'self');
    if (self.length !== 1 || self[0].href !== absolute(`/${file}`)) say(`link rel="self" is ${self.map(({ href }) => href).join(', ') || 'missing'}, not ${absolute(`/${file}`)}`);
    const home = links(feed, 'alternate');
    if (home.length !== 1 || !URL.canParse(home[0].href) || !fileFor(new URL(home[0].href))) say('has no link rel="alternate" to an existing page');

    const entries = $(feed).children('entry').get();
    if (entries.length > LIMIT) say(`has ${entries.length} entries, feed_items is ${LIMIT}`);
    const ids = entries.map((entry) => {
      const title = one(entry, 'title', 'an entry');
      const where = `entry "${title}"`;
      const id = one(entry, 'id', where);
      if (!URL.canParse(id)) say(`${where}: the id "${id}" is no IRI`);
      for (const name of ['updated', 'published']) {
        if (name === 'published' && $(entry).children(name).length === 0) continue;
        const time = one(entry, name, where);
        if (!isTime(time)) say(`${where}: <${name}>${time}</${name}> is no RFC 3339 time`);
        if (name === 'updated' && Date.parse(time) > Date.parse(updated)) say(`${where} is newer (${time}) than the feed (${updated})`);
      }
      const alternate = links(entry, 'alternate');
      if (alternate.length !== 1) say(`${where} has ${alternate.length} links rel="alternate", must have one`);
      const wrong = roleLinkProblem(alternate[0]?.href);
      if (wrong) say(`${where}: ${wrong}`);
      if ($(feed).children('author').children('name').length === 0 && $(entry).children('author').children('name').length === 0) say(`${where} has no author, nor has the feed`);
      const content = $(entry).children('content, summary');
      if (content.length === 0) say(`${where} has neither content nor summary`);
      for (const node of content.get()) {
        if (!['text', 'html', 'xhtml', undefined].includes(node.attribs.type)) say(`${where}: the type "${node.attribs.type}" of <${node.name}>`);
        if (node.attribs.type === 'html') for (const link of relativeLinks($(node).text())) say(`${where}: a feed reader cannot follow the relative link ${link}`);
      }
      return id;
    });
    for (const id of repeated(ids)) say(`two entries have the id ${id}`);
    try {
      const parsed = parseAtomFeed(readText(file));
      if ((parsed.entries ?? []).length !== entries.length) say(`feedsmith reads ${(parsed.entries ?? []).length} of ${entries.length} entries`);
    } catch (error) {
      say(`feedsmith cannot read it: ${error.message}`);
    }
  }
  for (const id of repeated(feedIds)) problem('(all feeds)', `two feeds have the id ${id}`);
});

check('feeds: JSON Feed matches 1.1', (problem) => {
  const problemsOf = schemaProblems('json-feed');
  for (const file of jsonFiles) {
    const say = (text) => problem(`/${file}`, text);
    let feed;
    try {
      feed = JSON.parse(readText(file));
      parseJsonFeed(readText(file));
    } catch (error) {
      say(`cannot be read: ${error.message}`);
      continue;
    }
    const invalid = problemsOf(feed);
    for (const text of invalid) say(text);
    if (invalid.length > 0) continue;
    if (feed.feed_url !== absolute(`/${file}`)) say(`feed_url is ${feed.feed_url}, not ${absolute(`/${file}`)}`);
    if (!fileFor(new URL(feed.home_page_url))) say(`home_page_url ${feed.home_page_url} does not exist`);
    if (feed.items.length > LIMIT) say(`has ${feed.items.length} items, feed_items is ${LIMIT}`);
    for (const id of repeated(feed.items.map((item) => item.id))) say(`two items have the id ${id}`);
    for (const item of feed.items) {
      const wrong = roleLinkProblem(item.url);
      if (wrong) say(`item "${item.title}": ${wrong}`);
      for (const link of relativeLinks(item.content_html ?? '')) say(`item "${item.title}": a feed reader cannot follow the relative link ${link}`);
    }
  }
});

check('feeds: the feeds of the site hold the newest open roles', (problem) => {
  const dated = openPostings.filter(({ posted }) => posted).sort((a, b) => String(b.posted).localeCompare(String(a.posted)));
  const newest = dated.slice(0, LIMIT);
  const oldest = String(newest.at(-1)?.posted ?? '');
  const inAtom = hasFile('feed.xml') ? load(readText('feed.xml'), { xml: true })('entry > link[href]').get().map(({ attribs }) => attribs.href) : [];
  const inJson = hasFile('feed.json') ? (JSON.parse(readText('feed.json')).items ?? []).map(({ url }) => url) : [];
  for (const [file, links] of [['/feed.xml', inAtom], ['/feed.json', inJson]]) {
    const there = new Set(links);
    for (const { path, posted } of newest) {
      if (String(posted) > oldest || dated.length <= LIMIT) there.has(absolute(path)) || problem(file, `${path}, posted ${posted}, is missing`);
    }
  }
});
