// Assets are named by their content, are all used, and stay within the weights of design.md section 9.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { check } from '../lib/check.js';
import { OTHER_SITE } from '../lib/settings.js';
import { files, listFiles, pages, pagesOfKind, readBytes, readText } from '../lib/site.js';

const KB = 1000;
const HASHED = /^(assets\/(?:.*\/)?[^/]+)-([0-9a-zA-Z_]{8,})\.([a-z0-9.]+)$/;
const WEIGHTS = { css: 8 * KB, js: 10 * KB };

const assets = files.filter((file) => file.startsWith('assets/'));
const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

check('assets: every name carries a hash', (problem) => {
  if (!assets.some((file) => file.endsWith('.css'))) problem('/assets/', 'has no style sheet');
  for (const file of assets) if (!HASHED.test(file)) problem(`/${file}`, 'is not named <name>-<hash>.<extension>');
});

check('assets: the name changes with the content and only with it', (problem) => {
  const contents = new Map(assets.map((file) => [file, digest(readBytes(file))]));
  const others = listFiles(OTHER_SITE).filter((file) => file.startsWith('assets/'));
  for (const file of others) {
    const content = digest(readFileSync(join(OTHER_SITE, file)));
    if (contents.has(file) && contents.get(file) !== content) problem(`/${file}`, 'has other content in the other build, but the same name');
    const [, stem] = HASHED.exec(file) ?? [];
    for (const [mine, same] of contents) {
      if (same === content && mine !== file && HASHED.exec(mine)?.[1] === stem) problem(`/${mine}`, `has the content of the other build's ${file}, but another name`);
    }
  }
});

check('assets: each one is used', (problem) => {
  const texts = [...pages.map(({ html }) => html), ...assets.filter((file) => /\.(css|js|json|svg)$/.test(file)).map(readText)];
  for (const file of assets) {
    const name = file.split('/').at(-1);
    if (!texts.some((text) => text.includes(name))) problem(`/${file}`, 'no page, style or script names it');
  }
});

check('weights: index 20 KB of HTML, 8 KB of style, 10 KB of script, gzipped', (problem) => {
  for (const page of pagesOfKind('index')) {
    const size = gzipped(page.html);
    if (size > 20 * KB) problem(page.path, `${size} bytes of HTML, 20,000 are allowed`);
  }
  for (const [extension, allowed] of Object.entries(WEIGHTS)) {
    const size = assets.filter((file) => file.endsWith(`.${extension}`)).reduce((sum, file) => sum + gzipped(readBytes(file)), 0);
    if (size > allowed) problem('/assets/', `${size} bytes of .${extension}, ${allowed} are allowed`);
  }
});

check('output: the base URL changes no page\'s place', (problem) => {
  const plain = (list) => new Set(list.filter((file) => !file.startsWith('assets/')));
  const [mine, theirs] = [plain(files), plain(listFiles(OTHER_SITE))];
  for (const file of mine) if (!theirs.has(file)) problem(`/${file}`, 'is missing in the build with the other base URL');
  for (const file of theirs) if (!mine.has(file)) problem(`/${file}`, 'is only in the build with the other base URL');
});
