import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  [property: string]: unknown;
}

export type FlowMessage = Record<string, unknown>;

/** What is used here of node-red-node-test-helper, which has no types of its own. */
interface TestHelper {
  init: (runtimePath: string, settings?: object) => void;
  load: (nodes: unknown[], flow: FlowNode[]) => Promise<void>;
  unload: () => Promise<void>;
  getNode: (id: string) => {
    receive: (msg?: object) => void;
    once: (event: 'input', listener: (msg: FlowMessage) => void) => void;
  };
}

const folder = resolve(__dirname, '../../../examples');
const redPath = require.resolve(process.env.NODE_RED ?? 'node-red');
const requireFromRed = createRequire(redPath);
const helper = require('node-red-node-test-helper') as TestHelper;

/** Where Node-RED keeps the core nodes that the examples may use. */
export const coreNodes: Readonly<Record<string, string>> = {
  catch: 'common/25-catch.js',
  change: 'function/15-change.js',
  csv: 'parsers/70-CSV.js',
  file: 'storage/10-file.js',
  'mqtt in': 'network/10-mqtt.js',
  'mqtt out': 'network/10-mqtt.js',
  'mqtt-broker': 'network/10-mqtt.js',
  comment: 'common/90-comment.js',
  debug: 'common/21-debug.js',
  function: 'function/10-function.js',
  'http in': 'network/21-httpin.js',
  'http request': 'network/21-httprequest.js',
  'http response': 'network/21-httpin.js',
  inject: 'common/20-inject.js',
  switch: 'function/10-switch.js',
  template: 'function/80-template.js',
};
export const ownNodes = ['license-plate-service', 'license-plate', 'license-plate-gate'];

export const exampleNames = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

export function readExample(name: string): FlowNode[] {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as FlowNode[];
}

/** An example, imported into the runtime of a real Node-RED as it is, but for more time to read on a busy machine. */
export class RunningExample {
  private constructor(private readonly flow: FlowNode[]) {}

  static async start(example: FlowNode[]): Promise<RunningExample> {
    const flow = example.map((node) => (node.type === 'license-plate' ? { ...node, timeout: 100 } : node));
    helper.init(redPath);
    const core = dirname(requireFromRed.resolve('@node-red/nodes/package.json'));
    const files = new Set(flow.flatMap(({ type }) => coreNodes[type] ?? []));
    const nodes = [...files].map((file) => requireFromRed(join(core, 'core', file)) as unknown);
    await helper.load([...ownNodes.map((name) => require(`#nodes/${name}`) as unknown), ...nodes], flow);
    return new RunningExample(flow);
  }

  /** Presses the button of an inject node, or hands a message to another node. */
  press(name: string, msg?: object): void {
    helper.getNode(this.#id(name)).receive(msg);
  }

  /** The next message that reaches the node of this name. */
  next(name: string): Promise<FlowMessage> {
    return new Promise((arrived) => helper.getNode(this.#id(name)).once('input', arrived));
  }

  stop(): Promise<void> {
    return helper.unload();
  }

  /** The first node of this name. */
  #id(name: string): string {
    const node = this.flow.find((candidate) => candidate.name === name);
    if (!node) throw new Error(`The example has no node called ${name}`);
    return node.id;
  }
}
