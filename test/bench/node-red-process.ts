// A real Node-RED in a process of its own, which measures what passes its flow.
import type { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { serveOrders, setupOf } from './child';
import { type Course, measure } from './load';
import { source } from './nodes';
import { pictureOf } from './picture';
import { dispatchMessage } from './tickets';
import { holdPictures, type WaitingCourse } from './waiting-course';

interface Red {
  init: (server: ReturnType<typeof createServer>, settings: object) => void;
  start: () => Promise<void>;
  events: EventEmitter;
}

export interface NodeRedSetup {
  /** What `require` finds Node-RED by. */
  nodeRed: string;
  userDir: string;
  /** Bytes of each picture; 0 where nothing is sent. */
  bytes: number;
}

/** What a Node-RED says of itself when its flows run. */
export interface Started {
  /** ms since the process began. */
  ms: number;
  /** MiB */
  rss: number;
}

export type NodeRedOrder = ({ do: 'measure'; shared?: boolean } & Course) | ({ do: 'hold' } & WaitingCourse);

const { nodeRed, userDir, bytes } = setupOf<NodeRedSetup>();
const RED = require(nodeRed) as Red;

const template = pictureOf(bytes);

/** A fresh Buffer per message, as an http request node or a camera's node would bring it. */
function sendFresh(): Promise<void> {
  return dispatchMessage((ticket) => source.emit?.(ticket, Buffer.from(template)));
}

function sendShared(): Promise<void> {
  return dispatchMessage((ticket) => source.emit?.(ticket, template));
}

RED.init(createServer(), {
  userDir,
  flowFile: 'flows.json',
  credentialSecret: false,
  httpAdminRoot: '/',
  httpNodeRoot: '/',
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
  externalModules: { autoInstall: false },
  logging: { console: { level: 'off', metrics: false, audit: false } },
});
RED.events.once('flows:started', () => {
  const ready: Started = { ms: performance.now(), rss: process.memoryUsage.rss() / 2 ** 20 };
  serveOrders<NodeRedOrder>(ready, (order) =>
    order.do === 'measure'
      ? measure(order.shared ? sendShared : sendFresh, order)
      : holdPictures(template, order),
  );
});
void RED.start();
