import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Where and with what a process of the bench runs. */
export interface Place {
  /** The Node to run with; missing: this one. */
  execPath?: string | undefined;
  cwd?: string;
  env?: Record<string, string>;
  execArgv?: string[];
}

/** A process of its own that takes one order at a time; it ends with this one. */
export class Child<Order extends object> {
  private constructor(
    private readonly process: ChildProcess,
    private readonly script: string,
  ) {}

  /** Starts a compiled script with `setup` as its only argument; `ready` is what it reports first. */
  static async start<Order extends object, Ready>(
    script: string,
    setup: object,
    { execPath, cwd, env, execArgv = [] }: Place = {},
  ): Promise<{ child: Child<Order>; ready: Ready }> {
    const process_ = fork(script, [JSON.stringify(setup)], {
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      ...(execPath !== undefined && { execPath }),
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
    });
    const child = new Child<Order>(process_, script);
    return { child, ready: await child.#report<Ready>() };
  }

  async order<Answer>(order: Order): Promise<Answer> {
    this.process.send(order);
    return this.#report<Answer>();
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.disconnect();
    await exited;
  }

  async #report<T>(): Promise<T> {
    const watch = new AbortController();
    const { signal } = watch;
    try {
      const [report] = (await Promise.race([
        once(this.process, 'message', { signal }),
        once(this.process, 'exit', { signal }).then(() => {
          throw new Error(`${this.script} ended`);
        }),
      ])) as [{ failure?: string; value?: T }];
      if (report.failure !== undefined) throw new Error(report.failure);
      return report.value as T;
    } finally {
      watch.abort();
    }
  }
}

/** The far side: reports `ready`, then answers each order; ends when the parent has gone. */
export function serveOrders<Order>(ready: unknown, answer: (order: Order) => unknown): void {
  const report = (message: object) => process.send?.(message);
  process.on('message', (order: Order) => {
    Promise.resolve(order)
      .then(answer)
      .then(
        (value) => report({ value }),
        (error: unknown) => report({ failure: error instanceof Error ? error.stack : String(error) }),
      );
  });
  process.once('disconnect', () => process.exit(0));
  report({ value: ready });
}

/** What `Child.start` was given as `setup`. */
export function setupOf<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}
