import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE, ROOT } from './paths';

/** What a user directory of Node-RED holds. */
export interface Contents {
  flows: object[];
  credentials: Record<string, object>;
  /** Folders of installed packages, by name. */
  packages: Record<string, string>;
  /** The bench's own nodes. */
  benchNodes: boolean;
}

export const OUR_NAME = '@gatecam/node-red-license-plate';

/** Makes a user directory; whoever asks for it removes it. */
export function makeUserDir({ flows, credentials, packages, benchNodes }: Contents): string {
  mkdirSync(CACHE, { recursive: true });
  const userDir = mkdtempSync(join(CACHE, 'user-dir-'));
  const write = (name: string, value: unknown) => writeFileSync(join(userDir, name), JSON.stringify(value));
  write('flows.json', flows);
  write('flows_cred.json', credentials);
  write('package.json', {
    name: 'bench',
    dependencies: Object.fromEntries(Object.keys(packages).map((name) => [name, '*'])),
  });
  for (const [name, folder] of Object.entries(packages)) {
    const place = join(userDir, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(folder, place);
  }
  if (benchNodes) {
    mkdirSync(join(userDir, 'nodes'));
    const code = `module.exports = require(${JSON.stringify(join(__dirname, 'nodes.js'))}).registerBenchNodes;`;
    writeFileSync(join(userDir, 'nodes', 'bench.js'), code);
    writeFileSync(join(userDir, 'nodes', 'bench.html'), '<script type="text/javascript"></script>');
  }
  return userDir;
}

/** Our package as npm would install it: what it publishes, with its dependency beside it. */
export function installedPackage(): string {
  const folder = join(CACHE, 'installed');
  const place = join(folder, 'node_modules', OUR_NAME);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const part of ['package.json', 'dist', 'examples', 'resources']) {
    cpSync(join(ROOT, part), join(place, part), { recursive: true });
  }
  cpSync(join(ROOT, 'node_modules', 'undici'), join(folder, 'node_modules', 'undici'), { recursive: true });
  return place;
}
