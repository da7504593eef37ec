// Fails when the first load of the map page (one language, fonts included) grows past its
// limits, in bytes as sent: Brotli for text, as is for fonts.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_WITHOUT_MAP = 350_000;
const LIMIT_WITH_MAP = 750_000;
const web = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(web, 'node_modules/.vigia/manifest.json'), 'utf8'));

const seen = new Set();
function load(key) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return;
  seen.add(key);
  for (const other of chunk.imports ?? []) load(other);
}
function keyOf(ending) {
  const key = Object.keys(manifest).find((name) => name.endsWith(ending));
  if (!key) throw new Error(`the build has no ${ending}`);
  return key;
}
load('index.html');
load(keyOf('virtual:messages/es'));
load(keyOf('src/list/MapPage.svelte'));

const files = new Set(['index.html', 'vigia.svg']);
for (const key of seen) {
  files.add(manifest[key].file);
  for (const sheet of manifest[key].css ?? []) files.add(sheet);
}
for (const asset of readdirSync(join(web, 'dist/assets'))) {
  // Spanish needs the Latin font only; the worker is fetched by the map.
  if (/-latin-wght-.*\.woff2$/.test(asset) || /worker.*\.m?js$/.test(asset)) files.add(`assets/${asset}`);
}

let own = 0;
let map = 0;
const rows = [];
for (const file of files) {
  const path = join(web, 'dist', file);
  const bytes = statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  const library = /maplibre|worker/.test(file);
  if (library) map += bytes;
  else own += bytes;
  rows.push([bytes, file]);
}
for (const [bytes, file] of rows.sort((a, b) => b[0] - a[0])) {
  console.log(`${String(Math.round(bytes / 100) / 10).padStart(8)} kB  ${file}`);
}
const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;
console.log(`first load: ${kB(own)} without the map library (limit ${kB(LIMIT_WITHOUT_MAP)}),`);
console.log(`            ${kB(own + map)} with it (limit ${kB(LIMIT_WITH_MAP)})`);
if (own > LIMIT_WITHOUT_MAP || own + map > LIMIT_WITH_MAP) {
  console.error('The first load is too large: find what grew, or load it when it is needed.');
  process.exit(1);
}
