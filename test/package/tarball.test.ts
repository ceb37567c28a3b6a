import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LANGUAGES, lock, manifest, NODE_TYPES, ROOT } from './project';

interface Tarball {
  size: number;
  files: { path: string }[];
}

/** What npm would publish of the `dist/` that these tests were built with. */
async function pack(): Promise<Tarball> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: ROOT,
    maxBuffer: 16 * 1024 * 1024,
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  const [tarball] = JSON.parse(stdout) as Tarball[];
  assert.ok(tarball);
  return tarball;
}

describe('the tarball', () => {
  let size = 0;
  let paths: string[] = [];

  before(async function () {
    // It compresses the vendored reader, which is most of the tarball.
    this.timeout(60_000);
    const tarball = await pack();
    size = tarball.size;
    paths = tarball.files.map(({ path }) => path);
  });

  it('weighs at most 25 MB', () => {
    assert.ok(size <= 25_000_000, `${size} bytes`);
  });

  for (const type of NODE_TYPES) {
    it(`holds ${type} whole, where Node-RED looks for it`, () => {
      const wanted = ['.js', '.html'].map((extension) => `dist/${type}${extension}`);
      for (const language of LANGUAGES) {
        wanted.push(`dist/locales/${language}/${type}.json`, `dist/locales/${language}/${type}.html`);
      }

      for (const path of wanted) assert.ok(paths.includes(path), `${path} is missing`);
    });
  }

  for (const path of [
    'package.json',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'CHANGELOG.md',
    'dist/icons/license-plate.svg',
    'dist/edge/NOTICE',
  ]) {
    it(`holds ${path}`, () => {
      assert.ok(paths.includes(path));
    });
  }

  it('holds examples', () => {
    assert.ok(paths.some((path) => /^examples\/[^/]+\.json$/.test(path)));
  });

  it('holds nothing that only its authors need', () => {
    for (const path of paths) {
      assert.match(
        path,
        /^(dist|examples|resources)\/|^(package\.json|LICENSE|README\.md|README\.zh-CN\.md|CHANGELOG\.md)$/,
      );
      assert.doesNotMatch(path, /\.(map|ts|tsbuildinfo|tgz|log)$|(^|\/)\.|\.test\./);
    }
  });
});

describe('an installation', () => {
  const installed = Object.entries(lock.packages).filter(
    // npm leaves what nobody asks for in the lock, marked so: it is never installed for a user.
    ([path, { dev, extraneous }]) => path !== '' && !dev && !extraneous,
  );

  it('brings undici 7 along, and nothing else', () => {
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}), ['undici']);
    assert.match(manifest.dependencies?.undici ?? '', /^\^7\./);
    assert.deepEqual(
      installed.map(([path]) => path),
      ['node_modules/undici'],
    );
    for (const kind of [
      'optionalDependencies',
      'peerDependencies',
      'bundleDependencies',
      'bundledDependencies',
    ]) {
      assert.ok(!(kind in manifest), kind);
    }
  });

  it('is locked as package.json says', () => {
    assert.deepEqual(lock.packages['']?.dependencies, manifest.dependencies);
  });

  it('runs no script, neither ours nor of what it brings along', () => {
    for (const name of ['preinstall', 'install', 'postinstall']) assert.ok(!(name in manifest.scripts), name);
    for (const [path, { hasInstallScript }] of installed) assert.ok(!hasInstallScript, path);
  });

  it('asks for no newer Node than it says, as the palette manager installs with --engine-strict', () => {
    const least = (range = '') =>
      /^>=(\d+)\.(\d+)\.(\d+)$/.exec(range)?.slice(1).map(Number) ?? assert.fail(range);
    const [ours, theirs] = [manifest.engines.node, lock.packages['node_modules/undici']?.engines?.node].map(
      least,
    );
    const weight = ([major = 0, minor = 0, patch = 0]: number[] = []) => major * 1e6 + minor * 1e3 + patch;

    assert.ok(weight(theirs) <= weight(ours), 'undici wants a newer Node');
  });

  it('is found by the palette manager', () => {
    assert.ok(manifest.keywords.includes('node-red'));
    assert.equal(manifest['node-red'].version, '>=4.0.0');
  });
});
