// Builds the flat dist/ that Node-RED loads: code, dialogs, help, catalogues, icons, and the vendored reader.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';
import { vendorEdge } from './vendor-edge.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

rmSync(dist, { recursive: true, force: true });
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' });
await assemble(join('lib', 'huawei', 'base64'));
for (const file of readdirSync(join(root, 'nodes'))) {
  if (file.endsWith('.html')) cpSync(join(root, 'nodes', file), join(dist, file));
}
for (const folder of ['locales', 'icons']) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true });
}
vendorEdge(join(dist, 'edge'));

/** WebAssembly as text to its binary. */
async function assemble(path) {
  const text = readFileSync(join(root, 'nodes', `${path}.wat`), 'utf8');
  const module = (await wabt()).parseWat(`${path}.wat`, text, { simd: true });
  module.validate();
  writeFileSync(join(dist, `${path}.wasm`), module.toBinary({}).buffer);
  module.destroy();
}
