// Writes a .br and a .gz beside each text file of dist/, so that the server compresses nothing,
// and moves the build's manifest out of what is served (size.mjs reads it).
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = join(import.meta.dirname, '..');
const TEXT = /\.(html|js|mjs|css|svg|json|webmanifest|txt)$/;

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

mkdirSync(join(web, 'node_modules/.vigia'), { recursive: true });
renameSync(join(web, 'dist/.vite/manifest.json'), join(web, 'node_modules/.vigia/manifest.json'));
rmSync(join(web, 'dist/.vite'), { recursive: true });

for (const path of files(join(web, 'dist'))) {
  if (!TEXT.test(path)) continue;
  const body = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params }));
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }));
}
