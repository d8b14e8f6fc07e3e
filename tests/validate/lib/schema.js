// JSON Schemas with the formats that ISO defines: real dates, countries and currencies that exist.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const NOT_COUNTRIES = new Set(['ZZ', 'EU', 'EZ', 'UN', 'XA', 'XB', 'QO']);
const currencies = new Set(Intl.supportedValuesOf('currency'));

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv, { mode: 'full', formats: ['date', 'date-time', 'uri', 'email'] });
ajv.addFormat('iso-country', (code) => /^[A-Z]{2}$/.test(code) && !NOT_COUNTRIES.has(code) && regions.of(code) !== undefined);
ajv.addFormat('iso-currency', (code) => currencies.has(code));

/** A function that gives the problems of a value, as texts, by the schema of that name. */
export function schemaProblems(name) {
  const file = new URL(`../schema/${name}.json`, import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return (value) => {
    if (validate(value)) return [];
    return validate.errors
      .filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword) || validate.errors.length === 1)
      .map(({ instancePath, message, params }) => {
        const detail = params.additionalProperty ?? params.allowedValues?.join(', ') ?? params.allowedValue;
        return `${instancePath || '/'} ${message}${detail === undefined ? '' : ` (${detail})`}`;
      });
  };
}
