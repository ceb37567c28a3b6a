import { collectGarbage } from './collect-garbage';
import { failureOf } from './outcome';
import { whole } from './pieces';
import { ReaderThread } from './reader-thread';
import type { FromProcess, Response, Task, ToProcess } from './tasks';
import { WorkerPool } from './worker-pool';

/** How long ending may take, in ms. */
const GRACE = 2000;

/** The far side of `ReaderProcess`: hands tasks to threads, and their answers back. */
const pool = new WorkerPool(1, () => new ReaderThread());
const underWay = new Map<number, AbortController>();
const arriving = new Map<number, Uint8Array[]>();

process.on('message', (message: ToProcess) => {
  if ('abort' in message) {
    say({ heard: message.abort });
    arriving.delete(message.abort);
    underWay.get(message.abort)?.abort();
    return;
  }
  const pieces = arriving.get(message.id) ?? [];
  if ('piece' in message) {
    arriving.set(message.id, [...pieces, message.piece]);
    return;
  }
  arriving.delete(message.id);
  void respond(message.id, whole({ pieces, task: message.task }), message.threads);
});

// Node-RED decides when this ends: Ctrl-C or -Break in a terminal, a terminal that is closed, and a stopping service reach both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, () => {});
process.on('disconnect', () => {
  // Native code does not let itself be interrupted.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
  void pool.close().finally(() => process.exit());
});

async function respond(id: number, task: Task, threads: number): Promise<void> {
  const stop = new AbortController();
  underWay.set(id, stop);
  pool.size = threads;
  const response: Response = await pool.run(task, stop.signal).then(
    (answer) => ({ id, answer }),
    (error) => ({ id, failure: failureOf(error) }),
  );
  underWay.delete(id);
  say(response);
  // The picture came in pieces and was copied; the heap around them is small, so this takes a few ms.
  collectGarbage();
}

function say(message: FromProcess): void {
  // Where Node-RED is gone, nobody waits for it.
  process.send?.(message, undefined, undefined, () => {});
}
