import { promises as dns } from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import { TIME_PER_ADDRESS, withoutBrackets } from '../addresses';

export interface Address {
  address: string;
  family: 4 | 6;
}

/** What lies beneath a download: names and connections. */
export interface Network {
  /** Every address of a name. Rejects with the system's code, such as `ENOTFOUND`. */
  lookup(hostname: string): Promise<Address[]>;
  /** Begins a connection to the first of these addresses that answers, and to no other. */
  connect(addresses: readonly Address[], port: number): Socket;
}

export const systemNetwork: Network = {
  async lookup(hostname) {
    const found = await dns.lookup(hostname, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  },
  connect(addresses, port) {
    return connect({
      // Never resolved: the lookup below answers with what was checked.
      host: 'checked.invalid',
      port,
      lookup: (_name, _options, callback) => callback(null, [...addresses]),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: TIME_PER_ADDRESS,
      noDelay: true,
    });
  },
};

/** Every address of a URL's host name, unchecked; never none. Rejects with the system's code, such as `ENOTFOUND`. */
export async function addressesOf(hostname: string, network: Network): Promise<Address[]> {
  const host = withoutBrackets(hostname);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  const found = await network.lookup(host);
  if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
  return found;
}
