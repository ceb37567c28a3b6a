import { BlockList, isIP } from 'node:net';

/** What an IP address leads to. `reserved`: where no camera can be, such as multicast and broadcast. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'reserved';

export type Reach = 'public' | 'private' | 'loopback-or-link-local';

/**
 * ms to connect to each address of a name but the last. Node's own 250 are too few for a mobile link, and for a first
 * packet that was lost, which is sent again after 1 s (RFC 6298, 2.1).
 */
export const TIME_PER_ADDRESS = 2000;

/** By RFC 6890 and the registries it began; the first match counts. */
const KINDS: [AddressKind, BlockList][] = [
  // Where clouds hand out credentials: everyone's, Alibaba, Azure, Oracle; Amazon, Google, Scaleway, Oracle.
  [
    'metadata',
    blockList(
      ['169.254.169.254/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
      ['fd00:ec2::/32', 'fd20:ce::/32', 'fd00:42::42/128', 'fd00:c1::a9fe:a9fe/128'],
    ),
  ],
  ['loopback', blockList(['127.0.0.0/8'], ['::1/128'])],
  ['link-local', blockList(['169.254.0.0/16'], ['fe80::/10'])],
  // "This network", protocol assignments, 6to4 relays, multicast, class E with the broadcast address; local NAT64
  // (RFC 8215, whose prefix length nobody outside knows), discard, Teredo and its neighbours, multicast.
  [
    'reserved',
    blockList(
      ['0.0.0.0/8', '192.0.0.0/24', '192.88.99.0/24', '224.0.0.0/4', '240.0.0.0/4'],
      ['::/128', '64:ff9b:1::/48', '100::/64', '2001::/23', 'ff00::/8'],
    ),
  ],
  // RFC 1918, RFC 6598 (carrier NAT), RFC 2544 (which local proxies use for made-up addresses); RFC 4193, RFC 3879.
  [
    'private',
    blockList(
      ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '198.18.0.0/15'],
      ['fc00::/7', 'fec0::/10'],
    ),
  ],
];

/**
 * What an IP address, with or without a zone id, leads to. An IPv4 address inside an IPv6 one (mapped, compatible,
 * translated, NAT64, 6to4) counts as what it is; text that is no address is `reserved`.
 */
export function kindOfAddress(address: string): AddressKind {
  const bare = address.replace(/%.*$/s, '');
  const family = isIP(bare);
  if (family === 0) return 'reserved';
  const inner = family === 6 ? embeddedIpv4(bare) : undefined;
  const own = kindByBlock(bare, family === 6 ? 'ipv6' : 'ipv4');
  return inner === undefined || own !== 'public' ? own : kindByBlock(inner, 'ipv4');
}

/** How far an IP address reaches: everything that must never be reached from afar is one. */
export function reachOf(address: string): Reach {
  const kind = kindOfAddress(address);
  return kind === 'public' || kind === 'private' ? kind : 'loopback-or-link-local';
}

/** The host of a URL as sockets and certificates know it: an IPv6 address stands in brackets there. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** How far the host of a URL reaches by its spelling alone: a name other than `localhost` counts as public. */
export function reachOfHost(hostname: string): Reach {
  const host = withoutBrackets(hostname).replace(/\.$/, '');
  if (isIP(host)) return reachOf(host);
  return host === 'localhost' || host.endsWith('.localhost') ? 'loopback-or-link-local' : 'public';
}

/** Whether a URL's host is this very machine, as `localhost` or a loopback address. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function kindByBlock(address: string, family: 'ipv4' | 'ipv6'): AddressKind {
  return KINDS.find(([, blocks]) => blocks.check(address, family))?.[0] ?? 'public';
}

/** The prefixes that carry an IPv4 address, as groups of 16 bits, and the group at which it begins. */
const CARRIERS: { prefix: number[]; at: number }[] = [
  { prefix: [0, 0, 0, 0, 0, 0xffff], at: 6 }, // RFC 4291, mapped
  { prefix: [0, 0, 0, 0, 0xffff, 0], at: 6 }, // RFC 2765, translated
  { prefix: [0, 0, 0, 0, 0, 0], at: 6 }, // RFC 4291, compatible
  { prefix: [0x64, 0xff9b, 0, 0, 0, 0], at: 6 }, // RFC 6052, NAT64
  { prefix: [0x2002], at: 1 }, // RFC 3056, 6to4
];

function embeddedIpv4(address: string): string | undefined {
  const groups = groupsOf(address);
  const carrier = CARRIERS.find(({ prefix }) => prefix.every((group, i) => groups[i] === group));
  if (!carrier) return undefined;
  const [high = 0, low = 0] = groups.slice(carrier.at);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** The eight groups of an IPv6 address; the URL parser takes dotted quads and odd spellings apart. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = hexGroups(head);
  const after = hexGroups(tail ?? '');
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function hexGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function blockList(ipv4: string[], ipv6: string[]): BlockList {
  const list = new BlockList();
  for (const [blocks, family] of [[ipv4, 'ipv4'] as const, [ipv6, 'ipv6'] as const]) {
    for (const block of blocks) {
      const [net = '', prefix] = block.split('/');
      list.addSubnet(net, Number(prefix), family);
    }
  }
  return list;
}
