// Assets are named by their content, are all used, and stay within the weights of design.md section 9.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { check } from '../lib/check.js';
import { OTHER_SITE } from '../lib/settings.js';
import { files, listFiles, pages, pagesOfKind, readBytes, readText } from '../lib/site.js';

const KB = 1000;
// The files of a folder share the folder's hash.
const HASHED = /^(assets\/[^/]+)-([0-9a-zA-Z_]{8,})(\.[a-z0-9.]+|\/.+)$/;

const assets = files.filter((file) => file.startsWith('assets/'));
const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

check('assets: every name carries a hash', (problem) => {
  if (!assets.some((file) => file.endsWith('.css'))) problem('/assets/', 'has no style sheet');
  for (const file of assets) if (!HASHED.test(file)) problem(`/${file}`, 'is not named <name>-<hash>.<extension> or <folder>-<hash>/<file>');
});

check('assets: the name changes with the content and only with it', (problem) => {
  const contents = new Map(assets.map((file) => [file, digest(readBytes(file))]));
  const others = listFiles(OTHER_SITE).filter((file) => file.startsWith('assets/'));
  for (const file of others) {
    const content = digest(readFileSync(join(OTHER_SITE, file)));
    if (contents.has(file) && contents.get(file) !== content) problem(`/${file}`, 'has other content in the other build, but the same name');
    const [, stem] = HASHED.exec(file) ?? [];
    for (const [mine, same] of contents) {
      // A folder's hash is that of all its files, the data's that of what it is made of.
      if (/^(\/|\.bin)/.test(HASHED.exec(mine)?.[3] ?? '')) continue;
      if (same === content && mine !== file && HASHED.exec(mine)?.[1] === stem) problem(`/${mine}`, `has the content of the other build's ${file}, but another name`);
    }
  }
});

check('assets: each one is used', (problem) => {
  const texts = [...pages.map(({ html }) => html), ...[...assets, 'filters.json'].filter((file) => /\.(css|js|json|svg)$/.test(file)).map(readText)];
  for (const file of assets) {
    const name = file.split('/').at(-1);
    if (!texts.some((text) => text.includes(name))) problem(`/${file}`, 'no page, style or script names it');
  }
});

check('weights: 20 KB of HTML on the index, 8 KB of style, 10 KB of script that a page names, gzipped', (problem) => {
  for (const page of pagesOfKind('index')) {
    const size = gzipped(page.html);
    if (size > 20 * KB) problem(page.path, `${size} bytes of HTML, 20,000 are allowed`);
  }
  const weight = (files) => files.reduce((sum, file) => sum + gzipped(readBytes(file)), 0);
  const style = weight(assets.filter((file) => file.endsWith('.css')));
  if (style > 8 * KB) problem('/assets/', `${style} bytes of style, 8,000 are allowed`);
  for (const page of pages) {
    const script = weight(assets.filter((file) => file.endsWith('.js') && page.html.includes(file)));
    if (script > 10 * KB) problem(page.path, `names ${script} bytes of script, 10,000 are allowed`);
  }
});

check('output: the base URL changes no page\'s place', (problem) => {
  const plain = (list) => new Set(list.filter((file) => !file.startsWith('assets/')));
  const [mine, theirs] = [plain(files), plain(listFiles(OTHER_SITE))];
  for (const file of mine) if (!theirs.has(file)) problem(`/${file}`, 'is missing in the build with the other base URL');
  for (const file of theirs) if (!mine.has(file)) problem(`/${file}`, 'is only in the build with the other base URL');
});
