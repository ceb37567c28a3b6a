import { connect, type Socket } from 'node:net';
import type { Address, Network } from '#nodes/lib/download/network';

/** Names that resolve as told, and addresses that all lead to loopback ports: the internet of a test. */
export class MadeUpNetwork implements Network {
  /** What was connected to, as `address:port`, one entry per connection. */
  readonly dialed: string[] = [];
  readonly asked: string[] = [];
  readonly #answers = new Map<string, string[][]>();
  readonly #ports = new Map<string, number>();

  /** Each lookup takes the next answer; the last one stays. */
  name(hostname: string, ...answers: string[][]): this {
    this.#answers.set(hostname, answers);
    return this;
  }

  /** Where `address:port` really leads. Without it the port is that of a loopback server already. */
  place(address: string, port: number): this {
    this.#ports.set(address, port);
    return this;
  }

  async lookup(hostname: string): Promise<Address[]> {
    this.asked.push(hostname);
    const answers = this.#answers.get(hostname);
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (!answer) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' });
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  }

  connect(addresses: readonly Address[], port: number): Socket {
    const target = addresses.map(({ address }) => `${address}:${port}`).join(' ');
    this.dialed.push(target);
    return connect({ host: '127.0.0.1', port: this.#ports.get(target) ?? port });
  }
}
