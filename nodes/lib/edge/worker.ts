import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from './outcome';
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
