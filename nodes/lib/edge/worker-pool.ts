import { ServiceClosed } from '../errors';
import { type Outcome, settle, type Waiter } from './outcome';
import type { ReaderThread } from './reader-thread';
import type { Answers, Task } from './tasks';

interface Job extends Waiter {
  task: Task;
  abandoned: boolean;
}

/** How long a worker may go on with a task nobody waits for, in ms. */
const GRACE = 2000;

/**
 * The same for a worker that has not read a picture yet: it may still be loading the engine, or for a crop the decoders.
 * On a slow machine that takes longer than a message may wait; ended for it, the worker of each message would begin
 * anew, for ever in vain.
 */
const LOADING_GRACE = 60_000;

/** Some worker threads and the queue before them. Threads start when there is work, and die with the pool. */
export class WorkerPool {
  readonly #queue: Job[] = [];
  readonly #idle: ReaderThread[] = [];
  readonly #busy = new Map<ReaderThread, Job>();
  /** Those that have answered. */
  readonly #started = new WeakSet<ReaderThread>();
  /** Those of them with an engine. */
  readonly #loaded = new WeakSet<ReaderThread>();
  #closed = false;

  constructor(
    /** How many threads may work at once; may be raised later. */
    public size: number,
    private readonly startThread: () => ReaderThread,
  ) {}

  /**
   * Performs a task in a worker. An aborted signal rejects at once with its reason; a worker that does not give the
   * task up soon after is replaced, and so is one that failed in a way it should not.
   */
  async run<K extends Task['kind']>(task: Task & { kind: K }, signal: AbortSignal): Promise<Answers[K]> {
    signal.throwIfAborted();
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Answers[K]>((resolve, reject) => {
        const job: Job = {
          task,
          abandoned: false,
          resolve: (answer) => resolve(answer as Answers[K]),
          reject,
        };
        abort = () => this.#abandon(job, signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        this.#queue.push(job);
        this.#startNext();
      });
    } finally {
      if (abort) signal.removeEventListener('abort', abort);
    }
  }

  /** Ends all threads; what is queued or under way is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const threads = [...this.#idle.splice(0), ...this.#busy.keys()];
    const jobs = [...this.#queue.splice(0), ...this.#busy.values()];
    for (const job of jobs) job.reject(new ServiceClosed());
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #startNext(): void {
    if (this.#closed) {
      for (const job of this.#queue.splice(0)) job.reject(new ServiceClosed());
      return;
    }
    while (this.#queue.length > 0 && this.#busy.size < this.size) {
      const job = this.#queue.shift();
      if (job) void this.#perform(job);
    }
  }

  async #perform(job: Job): Promise<void> {
    const thread = this.#takeIdle() ?? this.#newThread(job);
    if (!thread) return;
    this.#busy.set(thread, job);
    const outcome = await thread.perform(job.task);
    this.#busy.delete(thread);
    if ('answer' in outcome) this.#started.add(thread);
    if ('answer' in outcome && job.task.kind === 'read') this.#loaded.add(thread);
    if (isHealthy(outcome, job) && !this.#closed) this.#idle.push(thread);
    else void thread.terminate();
    settle(job, outcome);
    this.#startNext();
  }

  /** `undefined` where the system allows no further one, which the job is told. */
  #newThread(job: Job): ReaderThread | undefined {
    try {
      return this.startThread();
    } catch (error) {
      settle(job, { died: error instanceof Error ? error : new Error(String(error)) });
      return undefined;
    }
  }

  #takeIdle(): ReaderThread | undefined {
    let thread = this.#idle.pop();
    while (thread && !thread.isAlive) thread = this.#idle.pop();
    return thread;
  }

  #abandon(job: Job, reason: unknown): void {
    job.reject(reason);
    job.abandoned = true;
    const position = this.#queue.indexOf(job);
    if (position >= 0) this.#queue.splice(position, 1);
    for (const [thread, running] of this.#busy) {
      if (running !== job) continue;
      thread.cancel();
      const ready = job.task.kind === 'read' ? this.#loaded : this.#started;
      const grace = ready.has(thread) ? GRACE : LOADING_GRACE;
      setTimeout(() => {
        if (this.#busy.get(thread) === job) void thread.terminate();
      }, grace).unref();
    }
  }
}

/** After an unexpected failure the memory of a worker's WASM may be in any state. */
function isHealthy(outcome: Outcome, { abandoned }: Job): boolean {
  if ('died' in outcome) return false;
  return 'answer' in outcome || abandoned || outcome.failure.category !== 'internal';
}
