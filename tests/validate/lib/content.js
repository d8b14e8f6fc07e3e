// What the front matter says the site must show: an oracle of its own, so that a lost role is noticed.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { listFiles } from './site.js';
import { CONFIG, CONTENT, TODAY } from './settings.js';

function readFolder(name) {
  const folder = join(CONTENT, name);
  if (!existsSync(folder)) return [];
  return listFiles(folder)
    .filter((file) => file.endsWith('.md') && !/^[.#]/.test(basename(file)))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '');
      const matter = /^---\r?\n([\s\S]*?)^---\s*$/m.exec(text)?.[1] ?? '';
      return { source: `content/${name}/${file}`, name: file.replace(/\.md$/, ''), ...(parse(matter) ?? {}) };
    });
}

const asList = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

function stageOf(posting) {
  if (posting.status === 'draft' || (posting.posted && String(posting.posted) > TODAY)) return 'absent';
  if (posting.status === 'filled' || (posting.closes && String(posting.closes) < TODAY)) return 'closed';
  return 'open';
}

/** "Berlin, DE" and the map give the same place. */
function placeOf(place) {
  if (typeof place !== 'string') return place;
  const parts = place.split(',').map((part) => part.trim());
  return { city: parts[0], country: parts.length > 1 ? parts.at(-1) : undefined };
}

function describe(posting) {
  const company = posting.company && companies.find(({ name }) => name === posting.company);
  const apply = posting.apply ?? company?.apply ?? CONFIG.apply;
  const slug = basename(posting.name);
  const target = apply && String(apply).replaceAll('{slug}', slug).replaceAll('{id}', posting.id ?? '');
  return {
    ...posting,
    slug,
    path: `/jobs/${slug}/`,
    stage: stageOf(posting),
    places: asList(posting.locations).map(placeOf),
    applicants: asList(posting.applicants_in),
    aliases: asList(posting.aliases),
    applyHref: target && (/^[a-z]+:/i.test(target) ? target : `mailto:${target}`),
  };
}

export const companies = readFolder('companies');
export const contentPages = readFolder('pages').map((page) => ({ ...page, path: `/${page.name}/`, aliases: asList(page.aliases) }));
export const postings = readFolder('jobs').map(describe);
export const openPostings = postings.filter(({ stage }) => stage === 'open');
export const keepsClosed = CONFIG.closed?.keep !== false;
export const closedPostings = postings.filter(({ stage }) => stage === 'closed');
export const absentPostings = postings.filter(({ stage }) => stage === 'absent');

/** `must`, `must not` or `may`: whether Google's required facts are there for a JobPosting. */
export function jobPostingExpected(posting) {
  if (posting.stage !== 'open' || !posting.posted) return 'must not';
  const placed = posting.places.length > 0 && posting.places.every(({ country }) => country);
  const countries = posting.applicants.filter((code) => code !== 'anywhere');
  if (posting.workplace === 'remote') return placed || countries.length > 0 ? 'must' : 'may';
  return placed ? 'must' : 'may';
}
