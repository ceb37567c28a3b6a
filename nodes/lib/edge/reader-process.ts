import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ServiceClosed } from '../errors';
import type { Hint } from '../hints';
import { isCrash } from './crash';
import { READER_HINTS } from './hints';
import { type Outcome, settle, type Waiter } from './outcome';
import { inPieces } from './pieces';
import { Silence } from './silence';
import { startProcess } from './start-process';
import type { Answers, FromProcess, Task, ToProcess } from './tasks';

const SCRIPT = join(__dirname, 'process.js');

/** How long an ending process may take, in ms. */
const GRACE = 2000;

interface Job extends Waiter {
  task: Task;
}

/**
 * The process in which pictures are decoded and read, started when there is work.
 *
 * They are not read in a thread of Node-RED because of what that does to memory: compiling the runtime of the neural
 * networks and opening photos takes and frees hundreds of MB, which the C library would keep; and a native runtime
 * that crashes takes its process along.
 */
export class ReaderProcess {
  readonly #jobs = new Map<number, Job>();
  #child: ChildProcess | undefined;
  #silence: Silence | undefined;
  #id = 0;
  #closing: Promise<void> | undefined;
  #hasCrashed = false;

  constructor(
    /** How many pictures may be read at once; may be raised later. */
    public threads: number,
    private readonly script = SCRIPT,
  ) {}

  /** Rejects at once with the reason of an aborted signal, and with `UNEXPECTED` where the process cannot be had. */
  async run<K extends Task['kind']>(task: Task & { kind: K }, signal: AbortSignal): Promise<Answers[K]> {
    signal.throwIfAborted();
    if (this.#closing) throw new ServiceClosed();
    const id = ++this.#id;
    let abort: (() => void) | undefined;
    try {
      return await new Promise<Answers[K]>((resolve, reject) => {
        const job: Job = { task, resolve: (answer) => resolve(answer as Answers[K]), reject };
        this.#jobs.set(id, job);
        abort = () => {
          reject(signal.reason);
          this.#giveUp(id);
        };
        signal.addEventListener('abort', abort, { once: true });
        void this.#begin(id, job);
      });
    } finally {
      if (abort) signal.removeEventListener('abort', abort);
      this.#jobs.delete(id);
      if (this.#jobs.size === 0) keepAlive(this.#child, false);
    }
  }

  /** Ends the process, for good; what is under way is rejected. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const job of this.#jobs.values()) job.reject(new ServiceClosed());
    const child = this.#child;
    this.#child = undefined;
    if (!isRunning(child)) return;
    const kill = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.ref();
      child.disconnect();
    });
    clearTimeout(kill);
  }

  async #begin(id: number, { task, reject }: Job): Promise<void> {
    try {
      this.#child ??= this.#start();
      await this.#hand(this.#child, id, task);
    } catch (error) {
      reject(error);
    }
  }

  async #hand(child: ChildProcess, id: number, whole: Task): Promise<void> {
    const { pieces, task } = inPieces(whole);
    for (const piece of pieces) {
      await this.#send(child, { id, piece });
      await nextTurn();
      if (!this.#jobs.has(id) || this.#child !== child) return;
    }
    await this.#send(child, { id, task, threads: this.threads });
  }

  /** The process answers at once that it heard so, whatever its threads do: otherwise all of it hangs. */
  #giveUp(id: number): void {
    if (!this.#child) return;
    void this.#send(this.#child, { abort: id });
    this.#silence?.asked();
  }

  /** Fulfilled when it is on its way, and also where that is not possible any more. */
  async #send(child: ChildProcess, message: ToProcess): Promise<void> {
    // One that could not be started says so by an event, and what cannot be sent any more is answered by its end.
    if (!isRunning(child)) return;
    keepAlive(child, true);
    await new Promise<void>((resolve) => {
      child.send(message, () => resolve());
    });
  }

  #start(): ChildProcess {
    const child = startProcess(this.script, this.#hasCrashed);
    const silence = new Silence(() => this.#replace(child));
    this.#silence = silence;
    child.on('message', (said: FromProcess) => {
      silence.heard();
      if ('heard' in said) return;
      const job = this.#jobs.get(said.id);
      if (job) settle(job, said);
    });
    child.on('error', (died) => this.#lose(child, { died }));
    child.on('exit', (code, signal) => {
      silence.end();
      this.#hasCrashed ||= isCrash(code, signal);
      const died = new Error(`its process ended (${signal ?? `exit code ${code}`})`);
      const hint = this.#hintAbout(code, signal);
      this.#lose(child, { died, ...(hint && { hint }) });
    });
    return child;
  }

  /** What to do about its end, where it is no bug of ours. */
  #hintAbout(code: number | null, signal: NodeJS.Signals | null): Hint | undefined {
    // Nobody here kills one that anybody waits for: systems that run out of memory do.
    if (signal === 'SIGKILL') return READER_HINTS['reader-killed'];
    if (isCrash(code, signal)) return READER_HINTS['reader-crashed'];
    return existsSync(this.script) ? undefined : READER_HINTS['reader-files'];
  }

  /** What it was to read goes to another one, in the time that it has left. */
  #replace(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    child.kill('SIGKILL');
    for (const [id, job] of this.#jobs) void this.#begin(id, job);
  }

  #lose(child: ChildProcess, outcome: Outcome): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    for (const job of this.#jobs.values()) settle(job, outcome);
  }
}

/** A process that could not be started has neither a number nor a channel. */
function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  return child?.pid !== undefined;
}

/** An idle process does not keep Node-RED from ending. */
function keepAlive(child: ChildProcess | undefined, isBusy: boolean): void {
  if (!child) return;
  if (isBusy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
