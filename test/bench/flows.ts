/** Who takes part: ours with a token and with signed calls, the two other ways, and two floors. */
export const CONTENDERS = ['ours', 'core', 'plate-recognizer', 'streaming', 'transport', 'signed'] as const;
export type Contender = (typeof CONTENDERS)[number];

/** The server, and how many messages are under way at once. */
export interface Target {
  origin: string;
  concurrency: number;
}

/** A flow file, and the credentials of its nodes. */
export interface Flow {
  nodes: object[];
  credentials: Record<string, object>;
}

const PROJECT = '0123456789abcdef0123456789abcdef';
const TOKEN = 'MIINRwYJKoZIhvcNAQcCoIINODCC'.repeat(64);
export const PATH = `/v2/${PROJECT}/ocr/license-plate`;
export const HEADERS = { 'x-auth-token': TOKEN, 'content-type': 'application/json' };

/** The flow around the node, or the nodes, that a contender brings: pictures in, plates out, failures caught. */
export function flowOf(contender: Exclude<Contender, 'transport'>, target: Target): Flow {
  const middle = MIDDLE[contender](target);
  const [first] = middle.nodes as { id: string }[];
  return {
    nodes: [
      { id: 'tab', type: 'tab', label: 'bench' },
      node('source', 'bench-source', { wires: [[first?.id]] }),
      ...middle.nodes,
      ...(middle.config ? [middle.config] : []),
      node('sink', 'bench-sink', { expect: contender === 'plate-recognizer' ? 'plate' : 'plate_number' }),
      node('failed', 'bench-sink', { expect: '' }),
      node('catch', 'catch', { scope: null, uncaught: false, wires: [['failed']] }),
    ],
    credentials: middle.credentials ?? {},
  };
}

interface Middle {
  /** In the order in which messages pass them. */
  nodes: object[];
  config?: object;
  credentials?: Record<string, object>;
}

const MIDDLE: Record<Exclude<Contender, 'transport'>, (target: Target) => Middle> = {
  ours: (target) => ours(target, { auth: 'token' }, { token: TOKEN }),
  signed: (target) =>
    ours(target, { auth: 'aksk' }, { accessKey: 'AKIDEXAMPLE0123456AB', secretKey: 'onlyForTheBench' }),
  core: ({ origin }) => ({
    nodes: [
      node('before', 'function', { outputs: 1, func: beforeRequest(origin), wires: [['request']] }),
      node('request', 'http request', { method: 'POST', ret: 'obj', url: '', wires: [['after']] }),
      node('after', 'function', { outputs: 1, func: AFTER_REQUEST, wires: [['sink']] }),
    ],
  }),
  'plate-recognizer': ({ origin }) => ({
    nodes: [
      node('recognizer', 'plate-recognizer', {
        url: `${origin}/v1/plate-reader/`,
        inputField: 'payload',
        outputField: 'payload',
        ignoreDuring: false,
        makeAndModel: false,
        separateMsg: false,
        statusText: 'count',
        wires: [['first'], ['failed']],
      }),
      node('first', 'function', {
        outputs: 1,
        func: 'msg.payload = msg.payload.results[0];\nreturn msg;',
        wires: [['sink']],
      }),
    ],
    credentials: { recognizer: { apiToken: TOKEN } },
  }),
  streaming: ({ origin, concurrency }) => ({
    nodes: [node('stream', 'bench-stream', { origin, concurrency, wires: [['sink']] })],
  }),
};

/** Our nodes, several of which share the service; messages go to them by turns. */
export function oursWith(target: Target, readers: number, properties: object): Flow {
  const ids = Array.from({ length: readers }, (_, i) => `reader-${i}`);
  const { config, credentials = {} } = ours(target, { auth: 'token' }, { token: TOKEN });
  return {
    nodes: [
      node('source', 'bench-source', { wires: ids.map((id) => [id]) }),
      ...ids.map((id) =>
        node(id, 'license-plate', {
          service: 'service',
          timeout: 60,
          ...properties,
          wires: [['sink'], ['failed']],
        }),
      ),
      ...(config ? [config] : []),
      node('sink', 'bench-sink', { expect: 'plate_number' }),
      node('failed', 'bench-sink', { expect: '' }),
    ],
    credentials,
  };
}

function ours({ origin, concurrency }: Target, login: object, credentials: object): Middle {
  return {
    nodes: [
      node('reader', 'license-plate', { service: 'service', timeout: 60, wires: [['sink'], ['failed']] }),
    ],
    config: {
      id: 'service',
      type: 'license-plate-service',
      endpoint: origin,
      projectId: PROJECT,
      concurrency,
      ...login,
    },
    credentials: { service: credentials },
  };
}

function beforeRequest(origin: string): string {
  return [
    `msg.url = '${origin}${PATH}';`,
    `msg.headers = ${JSON.stringify(HEADERS)};`,
    "msg.payload = { image: msg.payload.toString('base64') };",
    'return msg;',
  ].join('\n');
}

const AFTER_REQUEST = [
  "if (msg.statusCode !== 200) { node.error('HTTP ' + msg.statusCode, msg); return null; }",
  'msg.payload = msg.payload.result[0];',
  'return msg;',
].join('\n');

export function node(id: string, type: string, properties: object): object {
  return { id, type, z: 'tab', x: 100, y: 100, wires: [], ...properties };
}
