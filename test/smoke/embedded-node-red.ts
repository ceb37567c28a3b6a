// A whole Node-RED in a process of its own, on a port of its own: prints `started <port>` whenever flows begin to run.
import type { EventEmitter } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Red {
  init: (server: ReturnType<typeof createServer>, settings: object) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  events: EventEmitter;
  httpAdmin: RequestListener;
  httpNode: RequestListener;
}

const [userDir = '', lang = 'en-US', more = '{}'] = process.argv.slice(2);
const RED = require(process.env.NODE_RED ?? 'node-red') as Red;

const server = createServer((request, response) => {
  if (request.url?.startsWith('/flow/')) {
    request.url = request.url.slice('/flow'.length);
    RED.httpNode(request, response);
  } else {
    RED.httpAdmin(request, response);
  }
});

async function run(): Promise<void> {
  RED.init(server, {
    userDir,
    lang,
    httpAdminRoot: '/',
    httpNodeRoot: '/flow',
    credentialSecret: 'only for this test',
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
    externalModules: { autoInstall: false },
    runtimeState: { enabled: false },
    ...(JSON.parse(more) as object),
  });
  RED.events.on('flows:started', () => {
    process.stdout.write(`started ${(server.address() as AddressInfo).port}\n`);
  });
  await RED.start();
}

server.listen(0, '127.0.0.1', () => void run());
process.on('SIGTERM', () => void RED.stop().then(() => process.exit(0)));
