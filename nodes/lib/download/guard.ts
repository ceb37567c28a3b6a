import { type AddressKind, kindOfAddress } from '../addresses';
import { PlateError } from '../errors';
import { DOWNLOAD_HINTS } from './hints';
import { type Address, addressesOf, type Network } from './network';
import { cameraAt, nameOf, unreachable } from './trouble';

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

function refused(url: URL, kind: AddressKind, trust: Trust): PlateError {
  const by = trust === 'typed' ? 'A URL' : trust === 'redirected' ? 'A redirect' : 'A URL from a message';
  const message = `${by} must not lead to ${KINDS[kind]}, as ${nameOf(url)} does.`;
  const hint = kind === 'private' ? DOWNLOAD_HINTS['allow-private'] : DOWNLOAD_HINTS['address-refused'];
  return new PlateError('BAD_INPUT', 'input', message, { hint });
}

const KINDS: Record<AddressKind, string> = {
  public: 'a public address',
  private: 'the private network',
  loopback: 'this machine',
  'link-local': 'a link-local address',
  metadata: 'the metadata service of a cloud',
  reserved: 'a reserved address',
};

/** Whether every address lies outside, so that a proxy may be asked for it. */
export function allPublic(addresses: readonly Address[]): boolean {
  return addresses.every(({ address }) => kindOfAddress(address) === 'public');
}
