// The files for static hosts, read as Netlify and Cloudflare Pages read them.
import { hasFile, readText } from './site.js';

const linesOf = (file) => (hasFile(file) ? readText(file).split('\n').map((line) => line.replace(/\r$/, '')) : []);
const isContent = (line) => line.trim() !== '' && !line.trim().startsWith('#');

/** `_headers`: `[{ pattern, headers: Map of lower-case name to value }]`; lines that are neither give `broken`. */
export function readHeaders() {
  const rules = [];
  const broken = [];
  for (const line of linesOf('_headers').filter(isContent)) {
    const header = /^\s+([A-Za-z][A-Za-z0-9-]*):\s*(\S.*)$/.exec(line);
    if (/^(\/|https:\/\/)\S*$/.test(line)) rules.push({ pattern: line, headers: new Map() });
    else if (header && rules.length > 0) rules.at(-1).headers.set(header[1].toLowerCase(), header[2].trim());
    else broken.push(line);
  }
  return { rules, broken };
}

/** `_redirects`: `[{ line, from, to, code, rest }]`. */
export const readRedirects = () => linesOf('_redirects').filter(isContent).map((line) => {
  const [from, to, code, ...rest] = line.trim().split(/\s+/);
  return { line, from, to, code, rest };
});

/** A policy as a map of directive to its sorted values. */
export function readPolicy(policy) {
  const directives = policy.split(';').map((part) => part.trim().split(/\s+/)).filter(([name]) => name);
  return new Map(directives.map(([name, ...values]) => [name.toLowerCase(), values.sort().join(' ')]));
}
