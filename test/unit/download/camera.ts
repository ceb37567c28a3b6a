import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { jpegHeader } from '../../emulator/pictures';
import { cert, key } from './certificate';

export const JPEG = jpegHeader(640, 480, 20_000);

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export const sendJpeg: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': JPEG.length }).end(JPEG);
};

export function redirectTo(location: string, status = 302): Handler {
  return (_request, response) => {
    response.writeHead(status, { location }).end('moved');
  };
}

/** A camera on a loopback port of its own, which remembers what it was asked. */
export class Camera {
  readonly requests: IncomingMessage[] = [];
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static http(handler: Handler): Promise<Camera> {
    return Camera.#listen(createServer(), 'http', handler);
  }

  static https(handler: Handler): Promise<Camera> {
    return Camera.#listen(
      createTlsServer({ key, cert, requestCert: true, rejectUnauthorized: false }),
      'https',
      handler,
    );
  }

  /** Says these bytes to whoever sends anything; `onConnection` may do worse. */
  static raw(onConnection: (socket: Socket) => void): Promise<Camera> {
    const server = createTcpServer((socket) => onConnection(socket));
    return Camera.#listen(server, 'http', () => {});
  }

  static saying(answer: string | Buffer, end = true): Promise<Camera> {
    return Camera.raw((socket) => {
      socket.once('data', () => (end ? socket.end(answer) : socket.write(answer)));
    });
  }

  static async #listen(server: Server, scheme: string, handler: Handler): Promise<Camera> {
    const camera = new Camera(server, scheme);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      camera.requests.push(request);
      handler(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return camera;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  get authorizations(): (string | undefined)[] {
    return this.requests.map(({ headers }) => headers.authorization);
  }

  /** Resolves once somebody connects. */
  async connected(): Promise<void> {
    await once(this.server, 'connection');
  }

  /** Resolves once nobody is connected any more. */
  async deserted(): Promise<void> {
    await Promise.all(
      [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
