import type { Socket } from 'node:net';
import type { buildConnector, Dispatcher, Pool } from 'undici';
import { TIME_PER_ADDRESS } from '../addresses';
import type { HttpProxy } from '../proxy';
import { undici, undiciCore } from '../undici';
import type { TlsOptions } from './tls';

export interface RouteOptions {
  tls: TlsOptions;
  proxy: HttpProxy | undefined;
  /** Connections that are kept. */
  connections: number;
  /** ms in which a connection must come about, or a proxy's to its target; 10 s where it is missing. */
  connectTimeout?: number;
  /** ms for which an idle connection is kept at most; 20 s where it is missing. */
  keepAlive?: number;
}

const CONNECT_TIMEOUT = 10_000;

/** Mobile networks forget an idle connection after half a minute, and tell nobody: the next call would go nowhere. */
const KEEP_ALIVE = 20_000;

/** Tokens travel in headers of more than 16 KB, and the gateway allows 128 KiB for all of them. */
const MAX_HEADERS = 128 * 1024;

/** Bytes that a socket holds before undici waits: its own default, on which the length of chunks in `body.ts` rests. */
const SOCKET_HOLDS = 64 * 1024;

/** Connections to one origin. */
export interface Route {
  dispatcher: Dispatcher;
  /** Ends them at once, also those that are still being made. */
  close: () => Promise<void>;
}

/** Opens connections of our own when they are needed: the process's global dispatcher belongs to everybody. */
export function openRoute(origin: string, options: RouteOptions): Route {
  const sockets = new Set<Socket>();
  const dispatcher = createDispatcher(origin, options, sockets);
  return {
    dispatcher,
    async close() {
      const destroyed = dispatcher.destroy();
      // undici would let a handshake that hangs go on until it is too late.
      for (const socket of sockets) socket.destroy(new Error('The route was closed.'));
      await destroyed;
    },
  };
}

interface Common {
  highWaterMark: number;
  allowH2: false;
  timeout: number;
  autoSelectFamilyAttemptTimeout: number;
}

function createDispatcher(
  origin: string,
  {
    tls,
    proxy,
    connections,
    connectTimeout: timeout = CONNECT_TIMEOUT,
    keepAlive = KEEP_ALIVE,
  }: RouteOptions,
  sockets: Set<Socket>,
): Dispatcher {
  // The deadline of each message is its signal: undici's own clocks would only add a second, different answer.
  const options = {
    connections,
    pipelining: 1,
    keepAliveMaxTimeout: keepAlive,
    maxHeaderSize: MAX_HEADERS,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const { buildConnector, Pool } = undiciCore();
  const common: Common = {
    highWaterMark: SOCKET_HOLDS,
    allowH2: false,
    timeout,
    autoSelectFamilyAttemptTimeout: TIME_PER_ADDRESS,
  };
  const secure: TlsOptions & Common = { ...tls, ...common };
  if (!proxy) return new Pool(origin, { ...options, connect: tracked(buildConnector(secure), sockets) });
  const { url, authorization } = proxy;
  const { ProxyAgent } = undici();
  return new ProxyAgent({
    ...options,
    uri: url,
    proxyTls: common,
    requestTls: secure,
    // Asking the proxy for its target is no message's own request: no signal would ever end one that hangs.
    clientFactory: (at, toProxy) => {
      const { connect } = toProxy as { connect: buildConnector.connector };
      return askedOnce(
        new Pool(at, { ...toProxy, headersTimeout: timeout, connect: tracked(connect, sockets) }),
      );
    },
    ...(authorization !== undefined && { token: authorization }),
  });
}

/**
 * Keeps in `sockets` what is open. A `signal` for all of them would hold each one in memory until the service node is
 * deployed anew: Node never takes its listener back.
 */
function tracked(connect: buildConnector.connector, sockets: Set<Socket>): buildConnector.connector {
  return (options, callback) => {
    // undici's types do not say that it returns the socket at once.
    const socket = connect(options, callback) as unknown as Socket;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
}

/** A proxy ended the connection in place of an answer. */
export class ProxyBrokeOff extends Error {}

/**
 * undici takes a proxy that hangs up for a connection that was idle, and would ask it again and again until the message
 * ends, a thousand times a second.
 */
function askedOnce(toProxy: Pool): Pool {
  const ask = toProxy.connect.bind(toProxy) as (options: Dispatcher.ConnectOptions) => Promise<unknown>;
  const connect = (options: Dispatcher.ConnectOptions) =>
    ask(options).catch((error: unknown) => {
      throw error instanceof undiciCore().errors.SocketError ? new ProxyBrokeOff(error.message) : error;
    });
  return Object.assign(toProxy, { connect });
}
