import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Response, Task, WorkerSetup } from './tasks';

/** What became of a task: an answer, a stated failure, or the end of the worker. */
export type Outcome = Response | { died: Error };

const SCRIPT = join(__dirname, 'worker.js');

/** One worker thread, which performs one task at a time; an idle one does not keep the process alive. */
export class ReaderThread {
  readonly #worker: Worker;
  readonly #cancelled: Int32Array;
  #id = 0;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(script = SCRIPT) {
    this.#cancelled = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerSetup = { cancelled: this.#cancelled };
    this.#worker = new Worker(script, { workerData });
    this.#worker.unref();
    this.#worker.on('message', (response: Response) => {
      if (response.id === this.#id) this.#finish(response);
    });
    this.#worker.on('error', (died) => this.#finish({ died }));
    this.#worker.on('exit', () => this.#finish({ died: new Error('The worker ended') }));
  }

  /** Never rejects; must not be called while a task is performed. */
  perform(task: Task): Promise<Outcome> {
    this.#id++;
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#worker.postMessage({ id: this.#id, task }, [task.picture.bytes.buffer as ArrayBuffer]);
    });
  }

  /** Asks the worker to give up its task at the next checkpoint. */
  cancel(): void {
    Atomics.store(this.#cancelled, 0, this.#id);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #finish(outcome: Outcome): void {
    this.#worker.unref();
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}
