import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../emulator';
import type { EmulatorOptions } from '../../emulator/options';
import { RealNodeRed } from '../../smoke/node-red';
import { Broker } from './broker';
import { type Example, ROOT } from './example';
import { Thing } from './thing';

export interface Seen {
  by: string;
  msg: {
    payload?: unknown;
    gate?: { decision: string; reason: string; plate_number: string };
    error?: { code?: string; message?: string };
    id?: string;
  };
}

/** Starts what an example needs around it, and stops all of it after the test. */
export class Stage {
  readonly #stops: (() => unknown)[] = [];

  /** A Node-RED with this package, in a directory of its own, that runs the example, and `more` nodes of the test. */
  async run(example: Example, settings: object = {}, more: object[] = []): Promise<Running> {
    const userDir = mkdtempSync(join(tmpdir(), 'license-plate-example-'));
    this.#stops.push(() => rmSync(userDir, { recursive: true, force: true }));
    const red = await RealNodeRed.start(userDir, 'en-US', {
      nodesDir: ROOT,
      fileWorkingDirectory: userDir,
      mqttReconnectTime: 200,
      ...settings,
    });
    this.#stops.push(() => red.stop());
    await red.deploy([...example.flow, ...more]);
    const running = new Running(red, example, userDir);
    await running.listsCars();
    return running;
  }

  /** Hands the example's pictures to an emulator of the service, which is quicker than a reader. */
  async emulate(example: Example, options: EmulatorOptions): Promise<Emulator> {
    const emulator = await startEmulator(options);
    this.#stops.push(() => emulator.close());
    const { url: endpoint, projectId, token } = emulator;
    example.set('license-plate-service', {
      engine: 'huawei',
      endpoint,
      projectId,
      credentials: { token },
    });
    return emulator;
  }

  async broker(...examples: Example[]): Promise<Broker> {
    const broker = await Broker.start();
    this.#stops.push(() => broker.stop());
    for (const example of examples) example.set('Broker', { broker: '127.0.0.1', port: broker.port });
    return broker;
  }

  async thing(...args: Parameters<typeof Thing.start>): Promise<Thing> {
    const thing = await Thing.start(...args);
    this.#stops.push(() => thing.stop());
    return thing;
  }

  async clear(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop();
  }
}

export class Running {
  constructor(
    readonly red: RealNodeRed,
    private readonly example: Example,
    readonly userDir: string,
  ) {}

  /** Presses the button of an inject node. */
  async press(name: string): Promise<void> {
    const response = await fetch(`${this.red.url}/inject/${this.example.node(name).id}`, { method: 'POST' });
    if (!response.ok) throw new Error(`inject ${name}: ${response.status}`);
  }

  /** Resolves when the list of cars is there, which an inject node brings a moment after the start. */
  async listsCars(): Promise<void> {
    const cars = this.example.nodes.find(({ name }) => name === 'Cars');
    if (!cars) return;
    await eventually(async () => {
      const { msg } = await this.red.json<{ msg?: string }>(`/context/flow/${cars.z}/cars`);
      return msg !== undefined && msg !== '(undefined)';
    });
  }

  /** What arrived at debug nodes so far. */
  seen(): Promise<Seen[]> {
    return this.red.json('/flow/seen');
  }

  /** What arrived at one debug node, once that is enough. */
  async seenBy(name: string, enough = 1): Promise<Seen['msg'][]> {
    const found = async () => (await this.seen()).filter(({ by }) => by === name).map(({ msg }) => msg);
    await eventually(async () => (await found()).length >= enough);
    return found();
  }
}

/** Asks again and again, as what happens in another process announces itself to nobody. */
export async function eventually(isSo: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not within ${seconds} s: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
