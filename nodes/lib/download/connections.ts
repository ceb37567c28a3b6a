import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Client, Dispatcher } from 'undici';
import { withoutBrackets } from '../addresses';
import type { HttpProxy } from '../proxy';
import { undici } from '../undici';
import { DOWNLOAD_HINTS } from './hints';
import { type Address, addressesOf, type Network } from './network';
import { loginOf, openTunnel } from './proxy';
import { unreachable } from './trouble';

/** Bytes; those of a camera have a few hundred. */
const MAX_HEADERS = 16 * 1024;

/** How to get to the origin of a URL: by its checked addresses, or by a proxy that finds them itself. */
export interface Route {
  addresses: readonly Address[];
  proxy: HttpProxy | undefined;
  tls: ConnectionOptions;
}

/**
 * The connections of one download. They are kept for its own requests (some cameras tie a login to its connection)
 * and end with it: cameras have few to give, and one that was opened for a trusted URL must not serve another.
 */
export class Connections {
  readonly #sockets = new Set<Socket>();
  readonly #clients = new Map<string, Client>();
  #ended: Error | undefined;

  constructor(private readonly network: Network) {}

  /** Whether this origin was asked before, so that its connection may be an old one. */
  has(origin: string): boolean {
    return this.#clients.has(origin);
  }

  /** The route of an origin's first request is the route of all. */
  async get(url: URL, route: Route, headers: Record<string, string>): Promise<Dispatcher.ResponseData> {
    if (this.#ended) throw this.#ended;
    const client = this.#clients.get(url.origin) ?? this.#open(url, route);
    const forwarder = url.protocol === 'http:' ? route.proxy : undefined;
    return client.request({
      method: 'GET',
      path: (forwarder ? url.origin : '') + url.pathname + url.search,
      headers: { ...headers, ...(forwarder && loginOf(forwarder)) },
    });
  }

  /** Ends everything at once; what is under way rejects with the reason. */
  destroy(reason: Error): void {
    this.#ended ??= reason;
    for (const client of this.#clients.values()) client.destroy(reason).catch(() => {});
    for (const socket of this.#sockets) socket.destroy(reason);
  }

  #open(url: URL, route: Route): Client {
    // The signal of each download is its only clock: undici's own would add a second, different answer.
    const client = new (undici().Client)(url.origin, {
      maxHeaderSize: MAX_HEADERS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, callback) => {
        this.#dial(url, route).then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null),
        );
      },
    });
    this.#clients.set(url.origin, client);
    return client;
  }

  async #dial(url: URL, { addresses, proxy, tls }: Route): Promise<Socket> {
    const socket = proxy ? await this.#dialProxy(proxy, url) : await this.#connect(addresses, portOf(url));
    return url.protocol === 'https:' ? this.#secure(socket, url, tls) : socket;
  }

  async #dialProxy(proxy: HttpProxy, target: URL): Promise<Socket> {
    try {
      const url = new URL(proxy.url);
      const addresses = await addressesOf(url.hostname, this.network);
      let socket = await this.#connect(addresses, portOf(url));
      if (url.protocol === 'https:') socket = await this.#secure(socket, url, {});
      if (target.protocol === 'https:') await openTunnel(socket, proxy, target);
      return socket;
    } catch (error) {
      throw unreachable('The proxy', error, { hint: DOWNLOAD_HINTS['picture-proxy'] });
    }
  }

  async #connect(addresses: readonly Address[], port: number): Promise<Socket> {
    const socket = this.#track(this.network.connect(addresses, port));
    await once(socket, 'connect');
    return socket;
  }

  async #secure(socket: Socket, { hostname }: URL, options: ConnectionOptions): Promise<Socket> {
    const host = withoutBrackets(hostname);
    // RFC 6066 knows no addresses as server names; the certificate is then checked against `host`.
    const servername = options.servername || (isIP(host) ? '' : host);
    const secured = connectTls({ ...options, socket, host, servername, ALPNProtocols: ['http/1.1'] });
    await once(this.#track(secured), 'secureConnect');
    return secured;
  }

  #track<S extends Socket>(socket: S): S {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // Nobody listens between two steps of getting there.
    socket.on('error', () => {});
    if (this.#ended) socket.destroy(this.#ended);
    return socket;
  }
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80));
}
