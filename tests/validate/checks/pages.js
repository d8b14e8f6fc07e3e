// What every page must have: one title of its own, description, canonical link, one h1, language, Open Graph.
import { check } from '../lib/check.js';
import { fileFor, isInternal, pages } from '../lib/site.js';
import { visibleText } from '../lib/text.js';

const metaOf = ({ $ }, name) => $(`meta[name="${name}" i], meta[property="${name}"]`).attr('content')?.trim() ?? '';
const isShownToReaders = ({ kind }) => kind !== 'alias';

check('pages: a title of its own and a description', (problem) => {
  const byTitle = new Map();
  for (const page of pages) {
    const title = page.$('head > title').text().trim();
    if (!title) problem(page.path, 'has no title');
    if (!isShownToReaders(page)) continue;
    if (!metaOf(page, 'description')) problem(page.path, 'has no description');
    if (page.noindex) continue;
    if (byTitle.has(title)) problem(page.path, `has the title "${title}" of ${byTitle.get(title)}`);
    else byTitle.set(title, page.path);
  }
});

check('pages: canonical address', (problem) => {
  for (const page of pages) {
    const links = page.$('link[rel="canonical"]').get().map(({ attribs }) => attribs.href);
    if (page.kind === 'not-found') {
      if (links.length > 0) problem(page.path, 'the 404 page has a canonical address');
      continue;
    }
    if (links.length !== 1) {
      problem(page.path, `has ${links.length} canonical links, must have one`);
      continue;
    }
    if (page.kind === 'alias') {
      if (!URL.canParse(links[0]) || !fileFor(new URL(links[0]))) problem(page.path, `canonical ${links[0]} is not the absolute address of an existing page`);
    } else if (links[0] !== page.url) {
      problem(page.path, `canonical is ${links[0]}, must be ${page.url}`);
    }
  }
});

check('pages: one h1, one main, language, charset, viewport', (problem) => {
  for (const page of pages) {
    const { $ } = page;
    const lang = $('html').attr('lang');
    try {
      Intl.getCanonicalLocales(lang || '?');
    } catch {
      problem(page.path, `html lang is "${lang ?? ''}"`);
    }
    if (!/<meta charset="?utf-8"?/i.test(page.html.slice(0, 1024))) problem(page.path, 'no <meta charset="utf-8"> in the first 1,024 bytes');
    if (!isShownToReaders(page)) continue;
    if ($('h1').length !== 1) problem(page.path, `has ${$('h1').length} h1`);
    else if (!visibleText($, 'h1')) problem(page.path, 'has an empty h1');
    if ($('main').length !== 1) problem(page.path, `has ${$('main').length} main elements`);
    if (!/width=device-width/.test(metaOf(page, 'viewport'))) problem(page.path, 'has no viewport');
  }
});

check('pages: headings do not skip a level', (problem) => {
  for (const page of pages) {
    let last = 1;
    for (const node of page.$('main').find('h1, h2, h3, h4, h5, h6').get()) {
      const level = Number(node.name[1]);
      if (level > last + 1) problem(page.path, `h${level} "${page.$(node).text().trim()}" follows h${last}`);
      last = level;
    }
  }
});

check('pages: Open Graph', (problem) => {
  for (const page of pages) {
    if (page.kind === 'not-found' || page.kind === 'alias') continue;
    for (const name of ['og:title', 'og:description', 'og:type', 'og:url']) if (!metaOf(page, name)) problem(page.path, `has no ${name}`);
    if (metaOf(page, 'og:url') && metaOf(page, 'og:url') !== page.url) problem(page.path, `og:url is ${metaOf(page, 'og:url')}, must be ${page.url}`);
    const image = metaOf(page, 'og:image');
    if (!image) continue;
    if (!URL.canParse(image)) problem(page.path, `og:image ${image} is not absolute`);
    else if (isInternal(new URL(image)) && !fileFor(new URL(image))) problem(page.path, `og:image ${image} does not exist`);
    if (/\.svg$/i.test(image)) problem(page.path, 'og:image is an SVG, which no network shows');
  }
});

check('pages: the 404 page and the closed ones are not indexed', (problem) => {
  for (const page of pages) if (page.kind === 'not-found' && !page.noindex) problem(page.path, 'is not noindex');
  if (!pages.some(({ kind }) => kind === 'not-found')) problem('/404.html', 'does not exist');
});

check('pages: no template code, no undefined value is left in the text', (problem) => {
  for (const page of pages) {
    const text = visibleText(page.$, 'body');
    const found = /\{\{|\}\}|\{%|%\}|\[object Object\]|\bundefined\b|\bNaN\b|&(amp|lt|gt|quot|#\d+);/.exec(text.replace(page.$('pre, code').text(), ''));
    if (found) problem(page.path, `"${found[0]}" in the text: ...${text.slice(Math.max(0, found.index - 20), found.index + 30)}...`);
  }
});
