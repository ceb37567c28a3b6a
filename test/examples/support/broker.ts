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
  endAsync: () => Promise<void>;
}

interface Mqtt {
  connectAsync: (url: string) => Promise<Client>;
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
    private readonly child: ChildProcessByStdio<null, null, Readable>,
    private readonly client: Client,
    private readonly folder: string,
    private readonly log: readonly string[],
  ) {
    client.on('message', (topic, payload, { retain }) => this.published.push({ topic, payload, retain }));
  }

  static async start(): Promise<Broker> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'license-plate-broker-'));
    const config = join(folder, 'mosquitto.conf');
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const child = spawn(mosquitto ?? 'mosquitto', ['-c', config, '-v'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const log: string[] = [];
    const lines = createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
    while (!log.some((line) => line.includes('running'))) await once(lines, 'line');
    const fromRed = createRequire(require.resolve(process.env.NODE_RED ?? 'node-red'));
    const mqtt = createRequire(fromRed.resolve('@node-red/nodes/package.json'))('mqtt') as Mqtt;
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
    const broker = new Broker(port, child, client, folder, log);
    await client.subscribeAsync('#', { qos: 1 });
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

  async stop(): Promise<void> {
    await this.client.endAsync();
    const exited = once(this.child, 'exit');
    this.child.kill();
    await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
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
