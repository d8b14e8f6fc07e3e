// What the caller tells by the environment: which site, which content it was built from, and for which day.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

function folder(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: it names a folder (see README.md)`);
  if (!existsSync(value) || !statSync(value).isDirectory()) throw new Error(`${name}=${value} is not a folder`);
  return resolve(value);
}

/** The output under test. */
export const SITE = folder('SITE');
/** The same content built with another base URL. */
export const OTHER_SITE = folder('OTHER_SITE');
/** The `content/` folder that both were built from. */
export const CONTENT = folder('CONTENT');

/** The `--today` of the build, `YYYY-MM-DD`. */
export const TODAY = process.env.TODAY ?? '';
if (!/^\d{4}-\d{2}-\d{2}$/.test(TODAY)) throw new Error('TODAY is not set to the YYYY-MM-DD of `rolecall build --today`');

const configFile = join(CONTENT, 'site.yaml');
/** `content/site.yaml` as written. */
export const CONFIG = (existsSync(configFile) && parse(readFileSync(configFile, 'utf8'))) || {};

const base = process.env.BASE_URL || CONFIG.base_url;
if (!base) throw new Error('BASE_URL is not set, and content/site.yaml has no base_url');
/** The absolute address of the index; always ends with `/`. */
export const BASE_URL = new URL(base.endsWith('/') ? base : `${base}/`);
