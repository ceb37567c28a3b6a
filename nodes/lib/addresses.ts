import { BlockList, isIP } from 'node:net';

/** Loopback, link-local and unspecified (RFC 6890), and the metadata services of clouds, which hand out credentials. */
const neverRemote = new BlockList();
neverRemote.addSubnet('127.0.0.0', 8, 'ipv4');
neverRemote.addSubnet('0.0.0.0', 8, 'ipv4');
neverRemote.addSubnet('169.254.0.0', 16, 'ipv4');
neverRemote.addAddress('::1', 'ipv6');
neverRemote.addAddress('::', 'ipv6');
neverRemote.addSubnet('fe80::', 10, 'ipv6');
// Most of them are link-local; Alibaba Cloud's and the IPv6 one of AWS are not.
neverRemote.addAddress('100.100.100.200', 'ipv4');
neverRemote.addAddress('fd00:ec2::254', 'ipv6');

/** RFC 1918, RFC 6598 (carrier NAT) and RFC 4193. */
const privateOnly = new BlockList();
privateOnly.addSubnet('10.0.0.0', 8, 'ipv4');
privateOnly.addSubnet('172.16.0.0', 12, 'ipv4');
privateOnly.addSubnet('192.168.0.0', 16, 'ipv4');
privateOnly.addSubnet('100.64.0.0', 10, 'ipv4');
privateOnly.addSubnet('fc00::', 7, 'ipv6');

export type Reach = 'public' | 'private' | 'loopback-or-link-local';

/** How far an IP address reaches. IPv4 addresses written as IPv6 (`::ffff:10.0.0.1`) count as what they are. */
export function reachOf(address: string): Reach {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (neverRemote.check(address, family)) return 'loopback-or-link-local';
  return privateOnly.check(address, family) ? 'private' : 'public';
}

/** How far the host of a URL reaches by its spelling alone: a name other than `localhost` counts as public. */
export function reachOfHost(hostname: string): Reach {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host)) return reachOf(host);
  return host === 'localhost' || host.endsWith('.localhost') ? 'loopback-or-link-local' : 'public';
}

/** Whether a URL's host is this very machine, as `localhost` or a loopback address. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
