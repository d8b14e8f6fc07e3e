// A strict Content-Security-Policy holds on every page, by meta and by _headers, and no page needs what it forbids.
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { check } from '../lib/check.js';
import { readHeaders, readPolicy } from '../lib/hosting.js';
import { isInternal, pages } from '../lib/site.js';

const IGNORED_IN_META = ['frame-ancestors', 'report-uri', 'sandbox'];
const DATA_BLOCKS = new Set(['application/ld+json', 'application/json']);

const metaPolicies = (page) => page.$('meta[http-equiv="Content-Security-Policy" i]').get();
const policyOf = (page) => metaPolicies(page)[0]?.attribs.content ?? '';

/** What a policy lacks; `'self'` alone (severity 50, "can be problematic if you host JSONP") is accepted. */
function weaknesses(policy) {
  const directives = readPolicy(policy);
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate()
    .filter(({ severity }) => severity < Severity.MEDIUM_MAYBE && severity !== Severity.STRICT_CSP)
    .map(({ directive, value, description }) => `${directive}${value ? ` ${value}` : ''}: ${description}`);
  const expected = [['default-src', /^'none'$/], ['script-src', /^'(self|none)'$/], ['style-src', /^'(self|none)'$/],
    ['base-uri', /^'(none|self)'$/], ['form-action', /^'(none|self)'$/]];
  for (const [name, pattern] of expected) {
    if (!pattern.test(directives.get(name) ?? '')) findings.push(`${name} is ${directives.get(name) ?? 'missing'}, must match ${pattern.source}`);
  }
  for (const [name, value] of directives) if (/unsafe-|\*|https?:(\s|$)/.test(value)) findings.push(`${name} allows ${value}`);
  return findings;
}

check('CSP: every page carries one strict policy, before anything it governs', (problem) => {
  for (const page of pages) {
    const metas = metaPolicies(page);
    if (metas.length !== 1) {
      problem(page.path, `has ${metas.length} meta policies, must have one`);
      continue;
    }
    const [first] = page.$('meta[http-equiv="Content-Security-Policy" i], script, link, style, img').get();
    if (first !== metas[0]) problem(page.path, `<${first.name}> comes before the policy`);
    if (!page.$('head').find('meta[http-equiv="Content-Security-Policy" i]').length) problem(page.path, 'the policy is not in <head>');
    for (const name of IGNORED_IN_META) if (readPolicy(policyOf(page)).has(name)) problem(page.path, `${name} does not work in a meta policy`);
    for (const text of weaknesses(policyOf(page))) problem(page.path, text);
  }
});

check('CSP: no inline script, style or event handler, nothing of other origins', (problem) => {
  for (const page of pages) {
    const { $ } = page;
    const say = (node, what) => problem(page.path, `<${node.name}> ${what}`);
    for (const node of $('style').get()) say(node, 'is inline style');
    for (const node of $('iframe, object, embed, base').get()) say(node, 'is blocked by the policy');
    for (const node of $('script').get()) {
      if (node.attribs.src === undefined && !DATA_BLOCKS.has(node.attribs.type)) say(node, `is inline script (type ${node.attribs.type ?? 'none'})`);
    }
    for (const node of $('*').get()) {
      for (const name of Object.keys(node.attribs)) {
        if (name === 'style' || /^on/i.test(name)) say(node, `has the attribute ${name}`);
      }
    }
    const loaded = [['script[src]', 'src'], ['link[rel~="stylesheet"], link[rel~="modulepreload"], link[rel~="preload"], link[rel~="icon"]', 'href'],
      ['img[src], source[src], video[src], audio[src]', 'src']];
    for (const [selector, attribute] of loaded) {
      for (const node of $(selector).get()) {
        const link = node.attribs[attribute];
        const url = URL.canParse(link, page.url) ? new URL(link, page.url) : undefined;
        if (url && url.protocol !== 'data:' && !isInternal(url)) say(node, `loads ${link}, which is not of this site`);
      }
    }
  }
});

check('CSP: _headers carries the same policy with frame-ancestors, and the caching rules', (problem) => {
  const { rules, broken } = readHeaders();
  for (const line of broken) problem('_headers', `neither a path nor an indented header: "${line}"`);
  const everywhere = rules.find(({ pattern }) => pattern.endsWith('/*') && !pattern.includes('/assets/'));
  if (!everywhere) return problem('_headers', 'has no rule for all pages (/*)');
  const header = everywhere.headers.get('content-security-policy');
  if (!header) problem('_headers', `${everywhere.pattern} has no Content-Security-Policy`);
  else {
    for (const text of weaknesses(header)) problem('_headers', text);
    const directives = readPolicy(header);
    if (!/^'(none|self)'$/.test(directives.get('frame-ancestors') ?? '')) problem('_headers', 'the policy has no strict frame-ancestors');
    directives.delete('frame-ancestors');
    const plain = (map) => JSON.stringify([...map].sort());
    for (const page of pages) {
      if (plain(readPolicy(policyOf(page))) !== plain(directives)) problem(page.path, `its meta policy differs from _headers: ${policyOf(page)}`);
    }
  }
  if (everywhere.headers.get('x-content-type-options') !== 'nosniff') problem('_headers', 'no X-Content-Type-Options: nosniff');
  if (!everywhere.headers.has('referrer-policy')) problem('_headers', 'no Referrer-Policy');
  const assets = rules.find(({ pattern }) => pattern.endsWith('/assets/*'));
  const caching = assets?.headers.get('cache-control') ?? '';
  if (!/max-age=\d{8}/.test(caching) || !caching.includes('immutable')) problem('_headers', `/assets/* must be cached for ever, Cache-Control is "${caching}"`);
  return undefined;
});
