// The pages are the ones that content/ asks for: every open role, the closed ones as closed, drafts and future ones not at all.
import { check } from '../lib/check.js';
import { closedPostings, contentPages, absentPostings, keepsClosed, openPostings, postings } from '../lib/content.js';
import { pageAt, pagesOfKind, slugOf } from '../lib/site.js';
import { visibleText } from '../lib/text.js';

const sameLink = (a, b) => decodeURI(new URL(a).href) === decodeURI(new URL(b).href);
const hrefs = (page) => page.$('a[href]').get().map((link) => link.attribs.href);
const linksTo = (page, target) => hrefs(page).some((href) => /^[a-z]+:/i.test(href) && sameLink(href.split('?')[0], target.split('?')[0]));

check('roles: the content is there', (problem) => {
  if (openPostings.length === 0) problem('content/jobs', 'has no open posting on this day: the other checks would prove nothing');
});

check('roles: every open posting has a page with its title and a way to apply', (problem) => {
  for (const posting of openPostings) {
    const page = pageAt(posting.path);
    if (!page) {
      problem(posting.path, `no page for ${posting.source}`);
      continue;
    }
    if (page.noindex) problem(page.path, 'is open, but noindex');
    const heading = visibleText(page.$, 'h1');
    if (!heading.includes(String(posting.title).trim())) problem(page.path, `h1 is "${heading}", the posting's title "${posting.title}"`);
    if (posting.applyHref && !linksTo(page, posting.applyHref)) problem(page.path, `no link to apply at ${posting.applyHref}`);
  }
});

check('roles: a closed posting says so, is noindex and cannot be applied for', (problem) => {
  for (const posting of closedPostings) {
    const page = pageAt(posting.path);
    if (!keepsClosed) {
      if (page) problem(page.path, '`closed.keep` is false, but the page is there');
      continue;
    }
    if (!page) {
      problem(posting.path, `no page for ${posting.source}, which is closed: its address must stay`);
      continue;
    }
    if (!page.noindex) problem(page.path, 'is closed, but not noindex');
    if (posting.applyHref && linksTo(page, posting.applyHref)) problem(page.path, `is closed, but links to apply at ${posting.applyHref}`);
    const lang = page.$('html').attr('lang') ?? '';
    if (lang.startsWith('en') && !/\b(closed|filled|no longer)\b/i.test(visibleText(page.$, 'main'))) {
      problem(page.path, 'does not say that the role is closed');
    }
  }
});

check('roles: drafts and postings of the future have no page, and no page is without its posting', (problem) => {
  for (const posting of absentPostings) {
    if (pageAt(posting.path)) problem(posting.path, `must not exist: ${posting.source} is a draft or posted later`);
  }
  const slugs = new Set(postings.map(({ slug }) => slug));
  for (const page of pagesOfKind('role')) {
    if (!slugs.has(slugOf(page))) problem(page.path, 'no posting in content/jobs has this name');
  }
});

check('roles: every page of content/pages is there', (problem) => {
  for (const { path, source } of contentPages) {
    if (!pageAt(path)) problem(path, `no page for ${source}`);
  }
});

check('roles: every alias of a posting or page leads to it', (problem) => {
  for (const { aliases, path, stage, source } of [...postings, ...contentPages]) {
    if (stage === 'absent' || (stage === 'closed' && !keepsClosed)) continue;
    for (const alias of aliases) {
      const page = pageAt(alias.replace(/\/?$/, '/')) ?? pageAt(alias);
      const refresh = page?.$('meta[http-equiv="refresh" i]').attr('content') ?? '';
      if (!page) problem(alias, `no alias page, though ${source} asks for it`);
      else if (!refresh.endsWith(path.slice(1))) problem(alias, `leads to "${refresh}", not to ${path}`);
    }
  }
});
