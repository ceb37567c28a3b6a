import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { assetPath } from './assets';
import { ReaderThread } from './reader-thread';
import type { Models } from './tasks';
import { WorkerPool } from './worker-pool';

/** What all embedded readers of the process use together. */
interface Shared {
  pool: WorkerPool;
  models: Promise<Models> | undefined;
  holders: number;
}

let shared: Shared | undefined;

/** One holder's share of the workers and the models. */
export interface PoolShare {
  pool: WorkerPool;
  /** Loads the models on first use. */
  models(): Promise<Models>;
  /** The last holder's release ends the workers. */
  release(): Promise<void>;
}

/** @param threads workers that may work at once; of several holders' numbers the greatest counts. */
export function holdSharedPool(threads: number): PoolShare {
  shared ??= { pool: new WorkerPool(threads, () => new ReaderThread()), models: undefined, holders: 0 };
  const own = shared;
  own.holders++;
  own.pool.size = Math.max(own.pool.size, threads);
  let held = true;
  return {
    pool: own.pool,
    models() {
      own.models ??= loadModels().catch((error) => {
        own.models = undefined;
        throw error;
      });
      return own.models;
    },
    async release() {
      if (!held) return;
      held = false;
      own.holders--;
      if (own.holders > 0) return;
      if (shared === own) shared = undefined;
      await own.pool.close();
    },
  };
}

async function loadModels(): Promise<Models> {
  const [detector, recognizer] = await Promise.all([
    readShared('detector.onnx'),
    readShared('recognizer.onnx'),
  ]);
  return { detector, recognizer, nativeRuntime: findNativeRuntime() };
}

/** Reads a model into memory that all workers see, so that there is one copy of it. */
async function readShared(name: string): Promise<Uint8Array> {
  const file = await open(assetPath('models', name));
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    let done = 0;
    while (done < size) {
      const { bytesRead } = await file.read(bytes, done, size - done);
      if (bytesRead === 0) throw new Error(`${name} is cut short`);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Users may install the native runtime beside this package or where Node-RED runs; we never depend on it. */
function findNativeRuntime(): string | undefined {
  try {
    return createRequire(__filename).resolve('onnxruntime-node', { paths: [__dirname, process.cwd()] });
  } catch {
    return undefined;
  }
}
