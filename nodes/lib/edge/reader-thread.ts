import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './outcome';
import type { Response, Task, WorkerSetup } from './tasks';

const SCRIPT = join(__dirname, 'worker.js');

/** MB, in three parts of V8's: a small one is collected often, and pixels that nobody needs any more hang on its objects. */
const YOUNG_GENERATION = 8;

/** One worker thread, which performs one task at a time; an idle one does not keep the process alive. */
export class ReaderThread {
  readonly #worker: Worker;
  readonly #cancelled: Int32Array;
  #id = 0;
  #settle: ((outcome: Outcome) => void) | undefined;
  #isAlive = true;

  constructor(script = SCRIPT) {
    this.#cancelled = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerSetup = { cancelled: this.#cancelled };
    this.#worker = new Worker(script, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
    });
    this.#worker.unref();
    this.#worker.on('message', (response: Response) => {
      if (response.id === this.#id) this.#finish(response);
    });
    this.#worker.on('error', (died) => this.#die(died));
    this.#worker.on('exit', () => this.#die(new Error('The worker ended')));
  }

  /** A thread may die while it is idle: by something that went wrong after its answer. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Never rejects; must not be called while a task is performed, or for a dead one. */
  perform(task: Task): Promise<Outcome> {
    this.#id++;
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#settle = resolve;
      try {
        this.#worker.postMessage({ id: this.#id, task }, [task.picture.bytes.buffer as ArrayBuffer]);
      } catch (error) {
        this.#finish({ died: error instanceof Error ? error : new Error(String(error)) });
      }
    });
  }

  /** Asks the worker to give up its task at the next checkpoint. */
  cancel(): void {
    Atomics.store(this.#cancelled, 0, this.#id);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #die(died: Error): void {
    this.#isAlive = false;
    this.#finish({ died });
  }

  #finish(outcome: Outcome): void {
    this.#worker.unref();
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}
