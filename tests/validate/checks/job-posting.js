// Structured data: one valid JobPosting on every open role's page, none elsewhere, and nothing in it that the page does not show.
import AdobeValidator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';
import { load } from 'cheerio';
import { check } from '../lib/check.js';
import { jobPostingExpected, postings } from '../lib/content.js';
import { schemaProblems } from '../lib/schema.js';
import { CONFIG, TODAY } from '../lib/settings.js';
import { fileFor, isInternal, pageAt, pages } from '../lib/site.js';
import { numbers, visibleText, words } from '../lib/text.js';

const Validator = AdobeValidator.Validator ?? AdobeValidator.default ?? AdobeValidator;
const asList = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const itemsOf = (data) => asList(data['@graph'] ?? data);

/** The structured data blocks of a page: their raw text and what they hold. */
function blocks(page) {
  return page.$('script[type="application/ld+json"]').get().map((node) => {
    const raw = page.$(node).text();
    try {
      return { raw, items: itemsOf(JSON.parse(raw)) };
    } catch (error) {
      return { raw, items: [], broken: error.message };
    }
  });
}

const jobPostings = (page) => blocks(page).flatMap(({ items }) => items).filter((item) => asList(item['@type']).includes('JobPosting'));

/** `[page, JobPosting, posting]` of every page that has one. */
const published = pages.flatMap((page) =>
  jobPostings(page).map((job) => [page, job, postings.find(({ path }) => path === page.path)]));

check('JobPosting: the blocks are JSON that nothing can break out of', (problem) => {
  for (const page of pages) {
    for (const { raw, broken } of blocks(page)) {
      if (broken) problem(page.path, `JSON-LD does not parse: ${broken}`);
      const at = raw.search(/[<\u2028\u2029]/);
      if (at >= 0) problem(page.path, `raw ${JSON.stringify(raw[at])} in JSON-LD near "${raw.slice(Math.max(0, at - 30), at + 30)}": write \\u003c`);
    }
  }
});

check('JobPosting: exactly one on every open role with the facts Google requires, none elsewhere', (problem) => {
  for (const posting of postings) {
    const page = pageAt(posting.path);
    const expected = jobPostingExpected(posting);
    const count = page ? jobPostings(page).length : 0;
    if (expected === 'must' && count !== 1) problem(posting.path, `has ${count} JobPostings; ${posting.source} is open and has all that Google requires`);
    if (expected === 'must not' && count !== 0) problem(posting.path, `has a JobPosting, but ${posting.source} is ${posting.stage} or has no \`posted\``);
    if (count > 1) problem(posting.path, 'has more than one JobPosting');
  }
  for (const page of pages) {
    if (page.kind !== 'role' && jobPostings(page).length > 0) problem(page.path, `a ${page.kind} page has a JobPosting`);
    if (page.$('[itemtype*="JobPosting"], [typeof*="JobPosting"]').length > 0) problem(page.path, 'has a second JobPosting as microdata or RDFa');
  }
});

check('JobPosting: matches schema/job-posting.json', (problem) => {
  const problemsOf = schemaProblems('job-posting');
  for (const [page, job] of published) for (const text of problemsOf(job)) problem(page.path, text);
});

check('JobPosting: passes the second opinion (@adobe/structured-data-validator)', async (problem) => {
  for (const [page] of published) {
    const extracted = new WebAutoExtractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(page.html);
    if (!extracted.jsonld?.JobPosting) {
      problem(page.path, 'the extractor finds no JobPosting');
      continue;
    }
    // The validator reads one place only: show it one copy for each.
    extracted.jsonld.JobPosting = extracted.jsonld.JobPosting.flatMap((job) =>
      (Array.isArray(job.jobLocation) ? job.jobLocation.map((jobLocation) => ({ ...job, jobLocation })) : [job]));
    for (const issue of await new Validator().validate(extracted)) {
      if (issue.severity === 'ERROR') problem(page.path, `${issue.issueMessage} (${(issue.path ?? []).map((step) => step.property ?? step.type).join('.')})`);
    }
  }
});

/** The offset of the site's time zone at the end of a day, as in `+01:00`. */
function offsetAt(day) {
  const format = new Intl.DateTimeFormat('en', { timeZone: CONFIG.timezone ?? 'UTC', timeZoneName: 'longOffset' });
  const name = format.formatToParts(new Date(`${day}T23:59:59Z`)).find(({ type }) => type === 'timeZoneName').value;
  return name.replace('GMT', '') || '+00:00';
}

check('JobPosting: dates, pay and place follow the posting', (problem) => {
  for (const [page, job, posting] of published) {
    const say = (text) => problem(page.path, text);
    const salary = job.baseSalary?.value ?? {};
    if (salary.minValue > salary.maxValue) say(`minValue ${salary.minValue} is above maxValue ${salary.maxValue}`);
    if (job.description === job.title) say('description is the title');
    if (job.datePosted?.slice(0, 10) > TODAY) say(`datePosted ${job.datePosted} lies in the future`);
    if (job.url && job.url !== page.url) say(`url ${job.url} is not the page's ${page.url}`);
    const remote = job.jobLocationType === 'TELECOMMUTE';
    if (remote && !job.applicantLocationRequirements && !asList(job.jobLocation).some((place) => place.address?.addressCountry)) {
      say('TELECOMMUTE without a country where applicants may live');
    }
    for (const link of [job.hiringOrganization?.logo].filter(Boolean)) {
      const url = new URL(link);
      if (isInternal(url) && !fileFor(url)) say(`logo ${link} does not exist`);
    }
    if (!posting) continue;
    if (remote !== (posting.workplace === 'remote')) say(`jobLocationType is ${job.jobLocationType}, the posting's workplace ${posting.workplace}`);
    if (job.title !== String(posting.title).trim()) say(`title "${job.title}" is not the posting's "${posting.title}"`);
    if (job.datePosted?.slice(0, 10) !== String(posting.posted)) say(`datePosted ${job.datePosted} is not the posting's ${posting.posted}`);
    if (Boolean(job.validThrough) !== Boolean(posting.closes)) say(`validThrough is ${job.validThrough}, the posting's closes ${posting.closes}`);
    if (job.validThrough && posting.closes) {
      const [day, offset] = [job.validThrough.slice(0, 10), job.validThrough.replace(/^.*T[\d:.]+/, '').replace('Z', '+00:00')];
      if (day !== String(posting.closes)) say(`validThrough ${job.validThrough} is not on ${posting.closes}`);
      else if (offset !== offsetAt(day)) say(`validThrough ${job.validThrough} is not in the site's time zone (${offsetAt(day)})`);
    }
    if (Boolean(job.baseSalary) !== Boolean(posting.salary)) say(`baseSalary ${job.baseSalary ? 'is there' : 'is missing'}, the posting's salary is ${JSON.stringify(posting.salary)}`);
    if (posting.salary) {
      const { min = salary.value, max = salary.value, per } = posting.salary;
      if ((salary.minValue ?? salary.value) !== min) say(`the salary starts at ${salary.minValue ?? salary.value}, the posting's at ${min}`);
      if ((salary.maxValue ?? salary.value) !== max) say(`the salary ends at ${salary.maxValue ?? salary.value}, the posting's at ${max}`);
      if (per && salary.unitText !== per.toUpperCase()) say(`unitText ${salary.unitText} is not the posting's ${per}`);
    }
    const cities = (list) => list.filter(Boolean).sort().join('; ');
    const [written, shown] = [cities(posting.places.map(({ city }) => city)), cities(asList(job.jobLocation).map(({ address }) => address?.addressLocality))];
    if (posting.places.length > 0 && written !== shown) say(`jobLocation names ${shown || 'no city'}, the posting ${written || 'none'}`);
  }
});

const EMPLOYMENT = {
  FULL_TIME: /full.?time/i, PART_TIME: /part.?time/i, CONTRACTOR: /contract/i, TEMPORARY: /temporary/i,
  INTERN: /intern/i, VOLUNTEER: /volunteer/i, PER_DIEM: /per.?diem/i, OTHER: /./,
};

function countryNames(code, lang) {
  const display = (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
  return [code, display('en'), display(lang)].filter(Boolean);
}

function currencyNames(code) {
  const signs = ['symbol', 'narrowSymbol', 'name'].map((currencyDisplay) =>
    new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay })
      .formatToParts(1).find(({ type }) => type === 'currency').value);
  return [code, ...signs];
}

check('JobPosting: every fact stands visibly on the page', (problem) => {
  for (const [page, job] of published) {
    const lang = page.$('html').attr('lang') || 'en';
    const body = visibleText(page.$, 'body');
    const main = visibleText(page.$, 'main');
    const shown = numbers(main);
    const day = (text) => page.$(`main time[datetime^="${text?.slice(0, 10)}"]`).length > 0;
    const need = (there, what) => there || problem(page.path, `${what} is in the JobPosting but not visible on the page`);

    need(visibleText(page.$, 'h1').includes(job.title), `title "${job.title}" (in h1)`);
    need(body.includes(job.hiringOrganization?.name), `hiringOrganization.name "${job.hiringOrganization?.name}"`);
    need(day(job.datePosted), `datePosted ${job.datePosted} (as <time datetime>)`);
    if (job.validThrough) need(day(job.validThrough), `validThrough ${job.validThrough} (as <time datetime>)`);
    for (const { address = {} } of asList(job.jobLocation)) {
      if (address.addressLocality) need(main.includes(address.addressLocality), `addressLocality "${address.addressLocality}"`);
      need(countryNames(address.addressCountry, lang).some((name) => main.includes(name)), `addressCountry ${address.addressCountry}`);
    }
    for (const { name } of asList(job.applicantLocationRequirements)) {
      need(main.includes(name) || (/^[A-Z]{2}$/.test(name) && countryNames(name, lang).some((text) => main.includes(text))), `applicantLocationRequirements "${name}"`);
    }
    const { value, minValue, maxValue } = job.baseSalary?.value ?? {};
    for (const amount of [value, minValue, maxValue]) if (amount !== undefined) need(shown.has(amount), `baseSalary ${amount}`);
    if (job.baseSalary) need(currencyNames(job.baseSalary.currency).some((name) => main.includes(name)), `currency ${job.baseSalary.currency}`);
    if (job.identifier) need(main.includes(job.identifier.value), `identifier ${job.identifier.value}`);
    const years = job.experienceRequirements?.monthsOfExperience / 12;
    if (years) need(shown.has(years), `experience of ${years} years`);
    if (lang.startsWith('en')) {
      for (const type of asList(job.employmentType)) need(EMPLOYMENT[type]?.test(main), `employmentType ${type}`);
      if (job.jobLocationType) need(/remote/i.test(main), 'jobLocationType TELECOMMUTE');
    }
    const onPage = new Set(words(main));
    const missing = words(visibleText(load(job.description ?? ''), 'body')).filter((word) => !onPage.has(word));
    need(missing.length === 0, `description: "${[...new Set(missing)].slice(0, 8).join(' ')}"`);
  }
});
