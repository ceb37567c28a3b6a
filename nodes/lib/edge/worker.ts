import { parentPort, workerData } from 'node:worker_threads';
import { PlateError } from '../errors';
import { perform } from './perform';
import type { Request, Response, WorkerSetup } from './tasks';

/** The far side of `ReaderThread`: performs one request after the other. */
const { cancelled }: WorkerSetup = workerData;

parentPort?.on('message', (request: Request) => void respond(request));

async function respond({ id, task }: Request): Promise<void> {
  const checkpoint = () => {
    if (Atomics.load(cancelled, 0) === id) throw new Error('Nobody waits for this any more');
  };
  const response: Response = await perform(task, checkpoint).then(
    (answer) => ({ id, answer }),
    (error) => ({ id, failure: failureOf(error) }),
  );
  parentPort?.postMessage(response);
}

/** Errors lose their class on the way to another thread. */
function failureOf(error: unknown) {
  if (error instanceof PlateError)
    return { code: error.code, category: error.category, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'UNEXPECTED', category: 'internal' as const, message };
}
