import { type AddressKind, kindOfAddress } from '../addresses';
import { type Address, addressesOf, type Network } from './network';
import { cameraAt, refused, unreachable } from './trouble';

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
  const addresses = await addressesOf(url.hostname, network).catch((error: unknown) => {
    throw unreachable(cameraAt(url), error);
  });
  const open = addresses.filter(({ address }) => OPEN[trust].includes(kindOfAddress(address)));
  const [first] = addresses;
  if (open.length === 0 && first) throw refused(url, kindOfAddress(first.address), trust);
  return open;
}

/** Whether every address lies outside, so that a proxy may be asked for it. */
export function allPublic(addresses: readonly Address[]): boolean {
  return addresses.every(({ address }) => kindOfAddress(address) === 'public');
}
