// Writes src/api/schema.ts from openapi.json; `--check` fails if it differs from what is there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const web = join(import.meta.dirname, '..');
const target = join(web, 'src/api/schema.ts');
const document = JSON.parse(readFileSync(join(web, 'openapi.json'), 'utf8'));
const head = '/* Generated from openapi.json by `npm run client`: change the API, not this file. */\n';
const text = head + astToString(await openapiTS(document));
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/api/schema.ts does not fit openapi.json: run "npm run client" in web/.');
    process.exit(1);
  }
} else writeFileSync(target, text);
