import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EmulatorOptions } from './options';
import type { Step } from './types';

export type Order =
  | { readonly do: 'count' }
  | { readonly do: 'script'; readonly steps: readonly Step[] }
  | { readonly do: 'respondWith'; readonly step: Step | undefined };

export interface Counts {
  readonly callCount: number;
  readonly billed: number;
  readonly loginCount: number;
  readonly maxInFlight: number;
  readonly openSockets: number;
  readonly connections: number;
}

export interface SpawnedEmulator {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
  counts(): Promise<Counts>;
  /** As of `Script`, with steps that are data. */
  script(...steps: readonly Step[]): Promise<Counts>;
  respondWith(step: Step | undefined): Promise<Counts>;
  close(): Promise<void>;
}

/** An emulator in a process of its own, so that time and memory measured here are the client's alone. */
export async function spawnEmulator(options: Omit<EmulatorOptions, 'now'> = {}): Promise<SpawnedEmulator> {
  const child = fork(join(__dirname, 'child.js'), { serialization: 'advanced' });
  child.send(options);
  const [address] = (await once(child, 'message')) as [Pick<SpawnedEmulator, 'url' | 'projectId' | 'token'>];
  let last: Promise<unknown> = Promise.resolve();
  const order = (message: Order): Promise<Counts> => {
    // One order at a time: answers carry no number.
    const next = last.then(async () => {
      child.send(message);
      const [counts] = (await once(child, 'message')) as [Counts];
      return counts;
    });
    last = next.catch(() => undefined);
    return next;
  };
  return {
    ...address,
    counts: () => order({ do: 'count' }),
    script: (...steps) => order({ do: 'script', steps }),
    respondWith: (step) => order({ do: 'respondWith', step }),
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
