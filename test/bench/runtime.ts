import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CACHE, ROOT } from './paths';

/** The Node and the Node-RED that are measured. */
export interface Runtime {
  execPath: string;
  /** What `require` finds Node-RED by. */
  nodeRed: string;
  nodeVersion: string;
  nodeRedVersion: string;
}

/** This Node with the project's Node-RED 4.1, or Node 24 with Node-RED 5, installed below `.cache` where missing. */
export function runtimeFor(nodeRed: '4' | '5'): Runtime {
  if (nodeRed === '4') return describe(process.execPath, dirname(require.resolve('node-red/package.json')));
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const node = install('node-24', `node-linux-${arch}`, '24.21.0');
  return describe(join(node, 'bin', 'node'), install('node-red-5', 'node-red', '5.0.7'));
}

function describe(execPath: string, nodeRed: string): Runtime {
  const nodeVersion = execFileSync(execPath, ['--version']).toString().trim();
  return { execPath, nodeRed, nodeVersion, nodeRedVersion: versionIn(nodeRed) };
}

/** Installs a package below `.cache` unless it is there. Returns its folder. Runs no install scripts. */
export function install(prefix: string, name: string, version: string): string {
  const target = join(dirname(CACHE), prefix);
  const folder = join(target, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  const args = ['install', '--prefix', target, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', [...args, `${name}@${version}`], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  return folder;
}

export function versionIn(folder: string): string {
  const manifest = createRequire(__filename).resolve(join(folder, 'package.json'));
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
