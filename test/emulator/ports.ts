import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { endSocket } from './end-socket';

/** An address on which nobody listens: connections are refused. */
export async function refusedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

export interface SilentServer {
  /** `http://127.0.0.1:port`; with `https:` in front the handshake never ends. */
  readonly url: string;
  readonly openSockets: number;
  /** Resolves once a client has connected. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

/** Accepts connections, reads what comes, never says a word. */
export async function silentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get openSockets() {
      return sockets.size;
    },
    async connected() {
      if (sockets.size === 0) await once(server, 'connection');
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      await Promise.all([closed, ...[...sockets].map(endSocket)]);
    },
  };
}
