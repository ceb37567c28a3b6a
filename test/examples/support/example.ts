import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of package.json. */
export const ROOT = resolve(__dirname, '../../../..');

export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  label?: string;
  z?: string;
  wires?: string[][];
  [property: string]: unknown;
}

/** An example of the Import menu, with what is different where it is tested. */
export class Example {
  #nodes: FlowNode[];

  constructor(name: string) {
    this.#nodes = JSON.parse(readFileSync(join(ROOT, 'examples', `${name}.json`), 'utf8')) as FlowNode[];
  }

  /** Nodes and tabs, as they are to be deployed, with what reports the messages of debug nodes. */
  get flow(): object[] {
    return [...this.#nodes.map((node) => (node.type === 'debug' ? probeOf(node) : node)), ...REPORT];
  }

  /** The one node or tab of that name (of that type, where it has none). */
  node(name: string): FlowNode {
    const [found, ...others] = this.#nodes.filter((node) => [node.name, node.label].includes(name));
    const [typed] = this.#nodes.filter(({ type }) => type === name);
    const node = found ?? typed;
    if (!node || others.length > 0) throw new Error(`Which node is "${name}"?`);
    return node;
  }

  /** Sets properties of a node. */
  set(name: string, properties: object): this {
    Object.assign(this.node(name), properties);
    return this;
  }

  /** Removes a tab with all that is on it. */
  without(tab: string): this {
    const { id } = this.node(tab);
    this.#nodes = this.#nodes.filter((node) => node.id !== id && node.z !== id);
    return this;
  }

  get nodes(): readonly FlowNode[] {
    return this.#nodes;
  }
}

/** Stands for a debug node, whose messages only an editor would see. */
function probeOf({ id, z, name }: FlowNode): FlowNode {
  const func = `const seen = global.get('seen') ?? [];
    const isPlain = (value) => !['req', 'res', 'image'].includes(value);
    const text = JSON.stringify(msg, (key, value) => (isPlain(key) ? value : undefined));
    global.set('seen', [...seen, { by: node.name, msg: JSON.parse(text) }]);`;
  return { id, type: 'function', name: name ?? '', func, outputs: 0, ...(z && { z }), x: 0, y: 0, wires: [] };
}

const REPORT = [
  { id: 'report', type: 'tab', label: 'report' },
  {
    id: 'report-in',
    type: 'http in',
    z: 'report',
    url: '/seen',
    method: 'get',
    x: 0,
    y: 0,
    wires: [['report-read']],
  },
  {
    id: 'report-read',
    type: 'function',
    z: 'report',
    func: "msg.payload = global.get('seen') ?? []; return msg;",
    outputs: 1,
    x: 0,
    y: 0,
    wires: [['report-out']],
  },
  { id: 'report-out', type: 'http response', z: 'report', x: 0, y: 0, wires: [] },
];
