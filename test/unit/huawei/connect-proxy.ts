import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a request to connect asked for. */
export interface Asked {
  target: string;
  authorization: string | undefined;
}

/** An HTTP proxy that connects wherever it is asked to, or refuses with a status. */
export class ConnectProxy {
  readonly asked: Asked[] = [];
  /** HTTP status to refuse with; 0 connects. */
  refuseWith = 0;
  /** Whether it never answers. */
  isSilent = false;
  /** Whether it hangs up in place of an answer. */
  hangsUp = false;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer();

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.on('connect', (request, socket, head) =>
      proxy.#connect(request.url ?? '', socket as Socket, head),
    );
    proxy.#server.on('connect', ({ url = '', headers }) => {
      proxy.asked.push({ target: url, authorization: headers['proxy-authorization'] });
    });
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #connect(target: string, client: Socket, head: Buffer): void {
    this.#keep(client);
    if (this.isSilent) return;
    if (this.hangsUp) {
      client.end();
      return;
    }
    if (this.refuseWith > 0) {
      client.end(`HTTP/1.1 ${this.refuseWith} Refused\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    // Names are not resolved: every target of these tests is this machine.
    const server = connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    this.#keep(server);
    server.on('close', () => client.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
