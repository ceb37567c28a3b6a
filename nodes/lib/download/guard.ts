import { isIP } from 'node:net';
import { type AddressKind, kindOfAddress } from '../addresses';
import type { Address, Network } from './network';
import { refused, unreachable } from './trouble';

/**
 * Who named an address: the flow's author in the node (`typed`), the answer to such a URL (`redirected`), or a
 * message, redirects included. Private means the network the camera is in, so the author may always go there, and
 * even to this machine; what came from outside may not. Link-local and metadata addresses are open to nobody.
 */
export type Trust = 'typed' | 'redirected' | 'message' | 'private-message';

const OPEN: Record<Trust, readonly AddressKind[]> = {
  typed: ['public', 'private', 'loopback'],
  redirected: ['public', 'private'],
  message: ['public'],
  'private-message': ['public', 'private'],
};

/**
 * The addresses of the URL's host that may be connected to; the others are left out.
 * Throws `BAD_INPUT` where none is left, `DOWNLOAD_FAILED` where the name is not found.
 */
export async function openAddresses(url: URL, trust: Trust, network: Network): Promise<Address[]> {
  const addresses = await addressesOf(url, network);
  const open = addresses.filter(({ address }) => OPEN[trust].includes(kindOfAddress(address)));
  const [first] = addresses;
  if (open.length === 0 && first) throw refused(url, kindOfAddress(first.address), trust);
  return open;
}

/** Whether every address lies outside, so that a proxy may be asked for it. */
export function allPublic(addresses: readonly Address[]): boolean {
  return addresses.every(({ address }) => kindOfAddress(address) === 'public');
}

/** Every address of a URL's host, unchecked. Throws `DOWNLOAD_FAILED` where the name is not found. */
export async function addressesOf(url: URL, network: Network): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  let found: Address[];
  try {
    found = await network.lookup(host);
  } catch (error) {
    throw unreachable(url, error);
  }
  if (found.length === 0) throw unreachable(url, Object.assign(new Error(), { code: 'ENOTFOUND' }));
  return found;
}
