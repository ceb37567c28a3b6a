// The Flow Library's own scorecard of this package, fetched when first needed. Everything must pass but D03, which
// wants the newest majors: undici 8 would lock out Node 20.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VALIDATOR = 'node-red-dev@0.1.6';
const EXPECTED_TO_FAIL = ['D03'];
/** Compare names with those of the Flow Library's catalogue. */
const NEED_CATALOGUE = ['P08', 'N01'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, '.cache', 'scorecard');
const validator = join(home, 'node_modules', 'node-red-dev');
const folder = mkdtempSync(join(tmpdir(), 'license-plate-scorecard-'));
const output = join(folder, 'score.json');

try {
  if (!existsSync(validator)) {
    const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    npm('install', '--prefix', home, ...flags, VALIDATOR);
  }
  // Offline unless asked: a test run must not depend on the Flow Library being there.
  const catalogue = process.argv.includes('--online');
  const preload = catalogue ? [] : ['--require', join(root, 'scripts', 'no-catalogue.cjs')];
  const args = [...preload, join(validator, 'bin', 'run'), 'validate', '-p', root, '-o', output];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 120_000 });
  judge(JSON.parse(readFileSync(output, 'utf8')), catalogue);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function npm(...args) {
  execFileSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function judge({ package: _package, ...results }, catalogue) {
  const names = Object.keys(results);
  const failed = names.filter((name) => !results[name].test);
  const surprising = failed.filter((name) => !EXPECTED_TO_FAIL.includes(name));
  if (!catalogue) console.log(`The catalogue cannot be reached: ${NEED_CATALOGUE.join(', ')} mean nothing.`);
  console.log(
    `${names.length - failed.length} of ${names.length} pass; failed: ${failed.join(', ') || 'none'}`,
  );
  // The validator ends with 0 whatever it finds, and stops silently where it cannot go on.
  if (surprising.length > 0 || names.length < 12) process.exitCode = 1;
}
