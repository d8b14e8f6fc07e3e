// The SARIF that `rolecall check` writes, by the standard's own schema. ROLECALL is the program, CONTENT the demo's content.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const program = resolve(process.env.ROLECALL ?? '../../target/debug/rolecall');
const schema = JSON.parse(readFileSync(new URL('schema/sarif-2.1.0.json', import.meta.url), 'utf8'));
// The schema has keywords and a pattern that ajv calls loose.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const isValid = ajv.compile(schema);

/** The log of a check in a folder. */
function log(folder) {
  const run = spawnSync(program, ['check', '--format', 'sarif', '--today', '2026-11-22'], { cwd: folder, encoding: 'utf8' });
  assert.equal(run.stderr, '');
  const log = JSON.parse(run.stdout);
  assert.ok(isValid(log), JSON.stringify(isValid.errors, null, 1));
  return log;
}

test('a log of the demo, which has nothing to be said about, is valid', () => {
  const [run] = log(dirname(resolve(process.env.CONTENT ?? '../../content'))).runs;
  assert.deepEqual(run.results, []);
});

test('a log of errors and warnings is valid, and its regions hold what is meant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-sarif-'));
  try {
    mkdirSync(join(folder, 'content/jobs'), { recursive: true });
    const texts = {
      'content/jobs/größe, eins.md': '---\ntitle: 🚀 NINJA WANTED NOW\nsalary: { min: 60000, max: 50000, currency: EUR }\n---\nKurz.\n',
      'content/jobs/zwei.md': '---\r\ntitle: Zwei\r\nworkplace: "büro"\r\n---\r\n[x](/nirgends/)\r\n',
      'content/jobs/drei.md': '---\ntitle: NINJA\n---\n[x](/nirgends/)\n',
    };
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text);
    const [run] = log(folder).runs;
    assert.equal(run.columnKind, 'unicodeCodePoints');
    const shown = run.results.map((result) => {
      const place = result.locations[0].physicalLocation;
      const path = decodeURIComponent(place.artifactLocation.uri);
      if (!place.region) return `${result.ruleId}`;
      assert.equal(place.region.startLine, place.region.endLine);
      const line = [...texts[path].split('\n')[place.region.startLine - 1]];
      return `${result.ruleId} ${line.slice(place.region.startColumn - 1, place.region.endColumn - 1).join('')}`;
    });
    for (const wanted of ['min-above-max 60000', 'unknown-value "büro"', 'hype-word NINJA', 'broken-link [x](/nirgends/)', 'no-base-url']) {
      assert.ok(shown.includes(wanted), `${wanted} is not among ${shown.join('; ')}`);
    }
    for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
