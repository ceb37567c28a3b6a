import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What these tests use of the client that Node-RED brings along. */
interface Client {
  on: (
    event: 'message',
    listener: (topic: string, payload: Buffer, packet: { retain: boolean }) => void,
  ) => void;
  subscribeAsync: (topic: string, options: { qos: 0 | 1 }) => Promise<unknown>;
  publishAsync: (topic: string, payload: string | Buffer, options?: object) => Promise<unknown>;
  endAsync: (force: boolean) => Promise<void>;
}

interface Mqtt {
  connectAsync: (url: string, options: object) => Promise<Client>;
}

export interface Published {
  topic: string;
  payload: Buffer;
  retain: boolean;
}

const PLACES = [process.env.MOSQUITTO, '/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'];

export const mosquitto = PLACES.find((place) => place && existsSync(place));

/** A broker of its own on a free port, and a client that looks on. */
export class Broker {
  readonly published: Published[] = [];

  private constructor(
    readonly port: number,
    private child: Child,
    private readonly client: Client,
    private readonly folder: string,
    private readonly log: string[],
  ) {
    client.on('message', (topic, payload, { retain }) => this.published.push({ topic, payload, retain }));
  }

  /** @param topics that the client looks at */
  static async start(topics: readonly string[] = ['#']): Promise<Broker> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'license-plate-broker-'));
    const config = join(folder, 'mosquitto.conf');
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const log: string[] = [];
    const child = await serve(config, log);
    const fromRed = createRequire(require.resolve(process.env.NODE_RED ?? 'node-red'));
    const mqtt = createRequire(fromRed.resolve('@node-red/nodes/package.json'))('mqtt') as Mqtt;
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 200 });
    const broker = new Broker(port, child, client, folder, log);
    for (const topic of topics) await client.subscribeAsync(topic, { qos: 1 });
    return broker;
  }

  /** The payloads of a topic so far, parsed where they are JSON. */
  on(topic: string | RegExp): unknown[] {
    const matches = (name: string) => (typeof topic === 'string' ? name === topic : topic.test(name));
    return this.published.filter((message) => matches(message.topic)).map(({ payload }) => parsed(payload));
  }

  /** How many clients subscribed to a topic so far. */
  subscribers(topic: string): number {
    return this.log.filter((line) => line.endsWith(` ${topic}`)).length;
  }

  publish(topic: string, payload: string | Buffer): Promise<unknown> {
    return this.client.publishAsync(topic, payload, { qos: 1 });
  }

  /** Loses all connections and whatever was under way, until `comeBack()`. */
  async goAway(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  async comeBack(): Promise<void> {
    this.child = await serve(join(this.folder, 'mosquitto.conf'), this.log);
  }

  async stop(): Promise<void> {
    await this.client.endAsync(true);
    if (this.child.exitCode === null && this.child.signalCode === null) await this.goAway();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Child = ChildProcessByStdio<null, null, Readable>;

/** Resolves when mosquitto listens; what it prints goes to `log`. */
async function serve(config: string, log: string[]): Promise<Child> {
  const child = spawn(mosquitto ?? 'mosquitto', ['-c', config, '-v'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines = createInterface({ input: child.stderr });
  let isRunning = false;
  lines.on('line', (line) => {
    log.push(line);
    isRunning ||= line.includes('running');
  });
  while (!isRunning) await once(lines, 'line');
  return child;
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(String(payload));
  } catch {
    return String(payload);
  }
}

/** Mosquitto cannot tell which port it was given, so it is told one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
