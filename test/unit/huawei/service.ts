import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { systemClock } from '#nodes/lib/clock';
import { PlateError } from '#nodes/lib/errors';
import { createHuaweiReader, type HuaweiOptions, type Surroundings } from '#nodes/lib/huawei/huawei-reader';
import { type Picture, type PictureBytes, pictureFromBytes } from '#nodes/lib/picture';
import type { Reader } from '#nodes/lib/reader';
import { png } from '../headers';

/** A server on a free port of this machine, and the readers that call it: all closed together. */
export class Bench {
  readonly #servers: (Server | TcpServer)[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #readers: Reader[] = [];

  /** Starts an HTTP server; returns its origin. */
  async http(listener: RequestListener): Promise<string> {
    const server = createServer({ maxHeaderSize: 256 * 1024 }, listener);
    return this.#listen(server);
  }

  /** The same by TLS. */
  async https(certificate: { cert: string; key: string }, listener: RequestListener): Promise<string> {
    return this.#listen(createTlsServer(certificate, listener), 'https');
  }

  /** Starts a server that speaks whatever the handler writes; returns its origin. */
  async tcp(handler: (socket: Socket) => void): Promise<string> {
    return this.#listen(createTcpServer(handler));
  }

  /** An origin where nobody listens. */
  async nobody(): Promise<string> {
    const server = createTcpServer();
    const origin = await this.#listen(server);
    server.close();
    await once(server, 'close');
    return origin;
  }

  /** A reader that does not wait before it tries again. */
  reader(
    origin: string,
    options: Partial<HuaweiOptions> & { projectId?: string; token?: string } = {},
    around: Surroundings = {},
  ): Reader {
    const { projectId = 'p1', token = 'MIIabc', ...rest } = options;
    const login = { auth: 'token', projectId, token } as const;
    const standard = { login, enterpriseProjectId: '', concurrency: 2, callsPerMinute: 0, callsPerDay: 0 };
    const clock = { ...systemClock, wait: () => Promise.resolve() };
    const reader = createHuaweiReader({ ...standard, ...rest, origin }, { clock, ...around });
    this.#readers.push(reader);
    return reader;
  }

  async close(): Promise<void> {
    await Promise.all(this.#readers.splice(0).map((reader) => reader.close()));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.splice(0).map(async (server) => {
        if (!server.listening) return;
        server.close();
        await once(server, 'close');
      }),
    );
  }

  async #listen(server: Server | TcpServer, scheme = 'http'): Promise<string> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** A picture that weighs so much. */
export function pictureOf(weight = 33): PictureBytes {
  const bytes = Buffer.alloc(Math.max(weight, 33), 7);
  png().copy(bytes);
  return pictureFromBytes(bytes);
}

/** A picture that is these bytes, whatever they are. */
export function pictureWith(bytes: Uint8Array): PictureBytes {
  return { kind: 'bytes', bytes, format: 'jpeg', width: 640, height: 480 };
}

/** For a picture that has all the time. */
export const NEVER = new AbortController().signal;
export const PLATE = { plate_number: '京A12345', plate_color: 'blue', plate_location: [], confidence: 0.9 };
export const ANSWER = JSON.stringify({ result: [PLATE] });

/** Why a picture was not read. */
export async function failure(
  reader: Reader,
  picture: Picture = pictureOf(),
  signal = NEVER,
): Promise<PlateError> {
  const error: unknown = await reader.read(picture, signal).then(
    () => assert.fail('the picture was read'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlateError, String(error));
  return error;
}
