// jobs.json has every open role, matches schema/jobs.json, and says what the role pages say.
import { check } from '../lib/check.js';
import { openPostings } from '../lib/content.js';
import { schemaProblems } from '../lib/schema.js';
import { absolute, hasFile, pageAt, pathOf, isInternal, readText } from '../lib/site.js';
import { visibleText } from '../lib/text.js';

const read = () => (hasFile('jobs.json') ? JSON.parse(readText('jobs.json')) : { jobs: [] });
const asList = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

check('jobs.json: matches its schema', (problem) => {
  if (!hasFile('jobs.json')) return problem('/jobs.json', 'does not exist');
  const jobs = read();
  for (const text of schemaProblems('jobs')(jobs)) {
    const at = /^\/jobs\/(\d+)/.exec(text)?.[1];
    problem('/jobs.json', at === undefined ? text : `${jobs.jobs[at]?.slug}: ${text}`);
  }
  return undefined;
});

check('jobs.json: has exactly the open roles, each with its page\'s address', (problem) => {
  const jobs = read().jobs ?? [];
  const slugs = jobs.map(({ slug }) => slug);
  for (const slug of slugs.filter((value, at) => slugs.indexOf(value) !== at)) problem('/jobs.json', `${slug} is listed twice`);
  for (const { slug } of openPostings) if (!slugs.includes(slug)) problem('/jobs.json', `${slug} is open, but missing`);
  const open = new Set(openPostings.map(({ slug }) => slug));
  for (const slug of slugs) if (!open.has(slug)) problem('/jobs.json', `${slug} is listed, but not open`);
  for (const { slug, url } of jobs) if (url !== absolute(`/jobs/${slug}/`)) problem('/jobs.json', `${slug}: url is ${url}, not ${absolute(`/jobs/${slug}/`)}`);
});

/** Compares a job with its posting, fact by fact. */
function factsOf(posting) {
  return [
    ['title', String(posting.title).trim()],
    ...['department', 'team', 'workplace', 'level', 'posted', 'updated', 'closes', 'id']
      .map((name) => [name, posting[name] === undefined ? undefined : String(posting[name])]),
    ['employment', asList(posting.employment).join(' ') || undefined, (value) => asList(value).join(' ') || undefined],
    ['locations', posting.places.map(({ city }) => city).join('; ') || undefined, (value) => asList(value).map(({ city }) => city).join('; ') || undefined],
    ['applicants_in', posting.applicants.join(' ') || undefined, (value) => asList(value).join(' ') || undefined],
    ...['min', 'max', 'per'].map((name) => [`salary.${name}`, posting.salary?.[name]]),
    ['requirements.education', posting.requirements?.education],
    ['benefits', asList(posting.benefits).join('; ') || undefined, (value) => asList(value).join('; ') || undefined],
  ];
}

check('jobs.json: says what the postings say', (problem) => {
  for (const posting of openPostings) {
    const job = (read().jobs ?? []).find(({ slug }) => slug === posting.slug);
    if (!job) continue;
    for (const [name, expected, plain = (value) => value] of factsOf(posting)) {
      const said = plain(name.split('.').reduce((value, key) => value?.[key], job));
      if (expected !== undefined && said !== expected) problem('/jobs.json', `${posting.slug}: ${name} is ${JSON.stringify(said)}, ${posting.source} has ${JSON.stringify(expected)}`);
      if (expected === undefined && said !== undefined && name !== 'salary.per') problem('/jobs.json', `${posting.slug}: ${name} is ${JSON.stringify(said)}, ${posting.source} has none`);
    }
  }
});

check('jobs.json: agrees with the JobPosting and heading of each page', (problem) => {
  for (const job of read().jobs ?? []) {
    const page = URL.canParse(job.url) && isInternal(new URL(job.url)) ? pageAt(pathOf(new URL(job.url))) : undefined;
    if (!page) {
      problem('/jobs.json', `${job.slug}: no page at ${job.url}`);
      continue;
    }
    if (!visibleText(page.$, 'h1').includes(job.title)) problem(page.path, `h1 does not say "${job.title}" of jobs.json`);
    const raw = page.$('script[type="application/ld+json"]').first().text();
    const data = raw ? JSON.parse(raw) : undefined;
    if (data?.['@type'] !== 'JobPosting') continue;
    const salary = data.baseSalary?.value;
    const pairs = [
      ['title', data.title, job.title], ['posted', data.datePosted?.slice(0, 10), job.posted], ['closes', data.validThrough?.slice(0, 10), job.closes],
      ['currency', data.baseSalary?.currency, job.salary?.currency], ['per', salary?.unitText?.toLowerCase(), job.salary?.per],
      ['salary.min', salary?.minValue ?? salary?.value, job.salary?.min ?? salary?.value], ['salary.max', salary?.maxValue ?? salary?.value, job.salary?.max ?? salary?.value],
    ];
    for (const [name, inPage, inJson] of pairs) if (inPage !== inJson) problem(page.path, `${name} is ${inPage} in the JobPosting, ${inJson} in jobs.json`);
  }
});
