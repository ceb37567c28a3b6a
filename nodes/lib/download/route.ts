import type { ConnectionOptions } from 'node:tls';
import { PlateError } from '../errors';
import type { Route } from './connections';
import { allPublic, openAddresses } from './guard';
import { DOWNLOAD_HINTS } from './hints';
import type { Address, Network } from './network';
import { parseEnvProxy } from './proxy';
import type { Visit } from './redirect';
import { nameOf } from './trouble';

/** The URL of the proxy for a URL; `undefined` for a direct connection. */
export type ProxyFor = (url: URL) => string | undefined;

/**
 * Checks where a visit leads and how to get there. A proxy is used only for a host that the flow's author typed, and
 * only if no address of it lies inside: what a proxy connects to cannot be checked from here.
 * Throws `BAD_INPUT` for what must not be visited, `DOWNLOAD_FAILED` where a name is not found.
 */
export async function routeTo(
  visit: Visit,
  network: Network,
  proxyFor: ProxyFor | undefined,
  tls: ConnectionOptions,
): Promise<Route> {
  const { url, trust } = visit;
  const proxy = proxyFor?.(url);
  if (!proxy) return { addresses: await openAddresses(url, trust, network), proxy: undefined, tls };
  const addresses = await addressesIfKnown(visit, network);
  if (!allPublic(addresses)) return { addresses, proxy: undefined, tls };
  if (trust === 'typed') return { addresses: [], proxy: parseEnvProxy(proxy), tls };
  const by = trust === 'redirected' ? 'A redirect' : 'A URL from a message';
  const message = `${by} is not followed through a proxy, as ${nameOf(url)} needs.`;
  throw new PlateError('BAD_INPUT', 'input', message, { hint: DOWNLOAD_HINTS['no-proxy'] });
}

/** Behind a proxy, names outside are often unknown inside. */
async function addressesIfKnown({ url, trust }: Visit, network: Network): Promise<Address[]> {
  try {
    return await openAddresses(url, trust, network);
  } catch (error) {
    if (error instanceof PlateError && error.code === 'DOWNLOAD_FAILED') return [];
    throw error;
  }
}
