import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDesigns, drawDemoPicture } from '../fixtures/draw/demo';
import { encode } from '../fixtures/encode';
import { Child } from './child';
import type { EdgeOrder, EdgeSetup } from './edge-process';
import type { Figures } from './load';
import { CACHE } from './paths';
import { install, type Runtime } from './runtime';

export interface EdgeRow {
  name: string;
  threads: number;
  figures: Figures;
}

const NATIVE = { name: 'onnxruntime-node', version: '1.30.0' };

/** Measures the embedded reader: WASM with one and two workers, and the native runtime where it can be installed. */
export async function measureEdge(runtime: Runtime, rounds: number, pictures?: string): Promise<EdgeRow[]> {
  const files = pictures === undefined ? await drawnPictures() : picturesIn(pictures);
  const rows: EdgeRow[] = [];
  const run = async (name: string, threads: number, cwd: string) => {
    const setup: EdgeSetup = { threads, files };
    const script = join(__dirname, 'edge-process.js');
    const place = { execPath: runtime.execPath, cwd };
    const { child } = await Child.start<EdgeOrder, object>(script, setup, place);
    try {
      await child.order<Figures>({ rounds: 1 });
      rows.push({ name, threads, figures: await child.order<Figures>({ rounds }) });
    } finally {
      await child.stop();
    }
  };
  // The reader looks for the native runtime where it runs.
  mkdirSync(join(CACHE, 'empty'), { recursive: true });
  await run('WASM, 1 thread', 1, join(CACHE, 'empty'));
  await run('WASM, 2 threads', 2, join(CACHE, 'empty'));
  const native = nativeFolder();
  if (native !== undefined) await run('native, 1 thread', 1, native);
  return rows;
}

function nativeFolder(): string | undefined {
  try {
    return install('onnxruntime', NATIVE.name, NATIVE.version).split('/node_modules/')[0];
  } catch {
    return undefined;
  }
}

function picturesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jpe?g$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The drawn gate pictures of `npm start`, as files. */
async function drawnPictures(): Promise<string[]> {
  const folder = join(CACHE, 'pictures');
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const name of Object.keys(demoDesigns)) {
    const file = join(folder, `${name}.jpg`);
    if (!existsSync(file)) writeFileSync(file, await encode(drawDemoPicture(name).pixels, 'jpeg'));
    files.push(file);
  }
  return files;
}
