// A Node-RED in a process of its own, on a port of its own: prints `ready <port>` once its flows run.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

interface Red {
  init: (server: ReturnType<typeof createServer>, settings: object) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  httpAdmin: express.Express;
  httpNode: express.Express;
}

const [userDir = '', lang = 'en-US'] = process.argv.slice(2);
const RED = require(process.env.NODE_RED ?? 'node-red') as Red;
const app = express();
const server = createServer(app);

server.listen(0, '127.0.0.1', async () => {
  RED.init(server, {
    userDir,
    lang,
    httpAdminRoot: '/',
    httpNodeRoot: '/api',
    uiHost: '127.0.0.1',
    credentialSecret: 'only for this test',
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
    externalModules: { autoInstall: false },
    logging: { console: { level: 'info' } },
  });
  app.use('/api', RED.httpNode);
  app.use('/', RED.httpAdmin);
  await RED.start();
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});

process.on('SIGTERM', () => {
  void RED.stop().then(() => process.exit(0));
});
