import type { Node, NodeAPI } from 'node-red';
import type { PlateError } from '../lib/errors';
import type { TlsOptions } from '../lib/huawei/tls';
import {
  badEnvProxy,
  badProxy,
  type HttpProxy,
  type ProxyLogin,
  type ProxyRules,
  parseProxy,
  proxyUrlFor,
} from '../lib/proxy';

/** A core `tls-config` node. */
interface TlsNode extends Node {
  valid?: boolean;
  addTLSOptions?: (options: object) => TlsOptions;
}

/** A core `http proxy` node. */
interface ProxyNode extends Node<ProxyLogin> {
  url?: string;
  noproxy?: string[];
}

/** What a core `tls-config` node adds to a connection; nothing for an empty id. `bad` makes the error of the field. */
export function tlsOptionsOf(RED: NodeAPI, id: string, bad: (rule: string) => PlateError): TlsOptions {
  if (id === '') return {};
  const node = RED.nodes.getNode(id) as TlsNode | null;
  if (!node?.addTLSOptions) throw bad('names no TLS configuration that is set up and enabled');
  if (node.valid === false) throw bad('names a TLS configuration whose files cannot be read');
  return node.addTLSOptions({});
}

/** The proxy for an origin: by a core `http proxy` node, or for an empty id as core's http request node chooses it. */
export function proxiesOf(RED: NodeAPI, id: string): (origin: string) => HttpProxy | undefined {
  const node = id === '' ? undefined : (RED.nodes.getNode(id) as ProxyNode | null);
  if (node === null) throw badProxy('names no proxy that is set up and enabled');
  const { url = '', noproxy = [], credentials = {} } = node ?? {};
  const env = { http_proxy: url, https_proxy: url, no_proxy: noproxy.join(',') };
  return (origin) => {
    const address = proxyUrlFor(origin, { ...proxyRules(RED), ...(node && { env }) });
    if (address === '') return undefined;
    return parseProxy(address, credentials, node ? badProxy : badEnvProxy);
  };
}

/** The proxy of the environment for pictures from a URL, with any user info. */
export function pictureProxy(RED: NodeAPI): (url: URL) => string | undefined {
  return (url) => proxyUrlFor(url.origin, proxyRules(RED)) || undefined;
}

function proxyRules(RED: NodeAPI): ProxyRules {
  return (RED.settings as { proxyOptions?: ProxyRules }).proxyOptions ?? {};
}
