import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { endSocket } from './end-socket';
import type { Line } from './line';
import type { Settings } from './options';

const HOST = '127.0.0.1';

export interface Handlers {
  /** A connection was accepted; `false` resets it. */
  accept(): boolean;
  request(req: IncomingMessage, res: ServerResponse, line: Line): void;
  /** Number of open connections changed. */
  connections(): void;
}

/** The listening socket and all connections of it; can be stopped and started again on the same port. */
export class Listener {
  readonly #handlers: Handlers;
  readonly #settings: Settings;
  /** By the client's port: with TLS the request's own socket hides the TCP socket under it. */
  readonly #lines = new Map<number, Line>();
  #server: Server | undefined;
  #port = 0;
  #accepted = 0;

  constructor(settings: Settings, handlers: Handlers) {
    this.#settings = settings;
    this.#handlers = handlers;
  }

  get port(): number {
    return this.#port;
  }

  get open(): number {
    return this.#lines.size;
  }

  get accepted(): number {
    return this.#accepted;
  }

  start(): Promise<void> {
    const options = { maxHeaderSize: 512 * 1024, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };
    const { tls } = this.#settings;
    const server: Server = tls ? createSecureServer({ ...options, ...tls }) : createServer(options);
    this.#server = server;
    server.on('connection', (socket: Socket) => this.#accept(socket));
    server.on('request', (req, res) => this.#route(req, res));
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (socket.writable) socket.end(unreadable(error));
      else socket.destroy();
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, HOST, () => {
        this.#port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Destroys every connection and frees the port. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const ends = [...this.#lines.values()].map(({ tcp }) => endSocket(tcp));
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await Promise.all([closed, ...ends]);
  }

  #accept(tcp: Socket): void {
    // Https announces the decrypted socket as a connection of its own under another event; this one is always TCP.
    this.#accepted += 1;
    const key = tcp.remotePort ?? -1;
    const line: Line = { number: this.#accepted, tcp };
    this.#lines.set(key, line);
    tcp.on('error', () => undefined);
    tcp.once('close', () => {
      if (this.#lines.get(key) === line) this.#lines.delete(key);
      this.#handlers.connections();
    });
    this.#handlers.connections();
    if (!this.#handlers.accept()) tcp.resetAndDestroy();
  }

  #route(req: IncomingMessage, res: ServerResponse): void {
    const line = this.#lines.get(req.socket.remotePort ?? -1);
    if (line) this.#handlers.request(req, res, line);
    else req.socket.destroy();
  }
}

/** For a request whose head is not HTTP, or is larger than Node reads. */
function unreadable(error: NodeJS.ErrnoException): string {
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '494 Request Header Too Large' : '400 Bad Request';
  return `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
}
