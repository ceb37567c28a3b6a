import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A Node-RED that runs in a process of its own. */
export class RealNodeRed {
  readonly #events = new EventEmitter();
  #printed = '';
  #url = '';

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    child.stderr.on('data', (chunk) => {
      this.#printed += String(chunk);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#printed += `${line}\n`;
      const port = /^started (\d+)$/.exec(line)?.[1];
      if (port) this.#events.emit('started', `http://127.0.0.1:${port}`);
    });
    child.on('exit', () => this.#events.emit('error', new Error(`Node-RED ended:\n${this.#printed}`)));
    this.#events.on('error', () => undefined);
  }

  /** Resolves when its flows run. `settings` are laid over those of a quiet Node-RED. */
  static async start(userDir: string, lang = 'en-US', settings: object = {}): Promise<RealNodeRed> {
    const script = join(__dirname, 'embedded-node-red.js');
    const red = new RealNodeRed(
      spawn(process.execPath, [script, userDir, lang, JSON.stringify(settings)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    [red.#url] = (await once(red.#events, 'started')) as [string];
    return red;
  }

  /** Everything that it printed so far. */
  get printed(): string {
    return this.#printed;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async json<T>(path: string): Promise<T> {
    const response = await fetch(this.#url + path, { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  async text(path: string): Promise<string> {
    const response = await fetch(this.#url + path);
    return response.text();
  }

  /** Replaces all flows, as the editor's Deploy button does; resolves when the new ones run. */
  async deploy(flows: object[], headers: Record<string, string> = {}): Promise<void> {
    const started = once(this.#events, 'started');
    const response = await fetch(`${this.#url}/flows`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'node-red-deployment-type': 'full', ...headers },
      body: JSON.stringify(flows),
    });
    if (!response.ok) throw new Error(`POST /flows: ${response.status} ${await response.text()}`);
    await started;
  }

  /** Sends bytes to an `http in` node of a flow. */
  async post<T>(path: string, body: Uint8Array<ArrayBuffer>): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.#url}/flow${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Ends it at once, as a power cut does. */
  async kill(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }
}
