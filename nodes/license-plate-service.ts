import { join } from 'node:path';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import { createReader, type EngineSurroundings } from './lib/engines';
import { PlateError } from './lib/errors';
import { Health } from './lib/health';
import { badTls, type TlsOptions } from './lib/huawei/transport';
import { badProxy, type HttpProxy, type ProxyRules, parseProxy, proxyUrlFor } from './lib/proxy';
import type { Lender, SharedReader } from './lib/recognizer';
import { type HuaweiSettings, parseServiceSettings } from './lib/service-settings';
import { Slots } from './lib/slots';

/** A core `tls-config` node. */
interface TlsNode extends Node {
  valid?: boolean;
  addTLSOptions?: (options: object) => TlsOptions;
}

/** A core `http proxy` node. */
interface ProxyNode extends Node<{ username?: string; password?: string }> {
  url?: string;
  noproxy?: string[];
}

/** One account or one embedded reader, shared by all nodes that use it. */
function register(RED: NodeAPI): void {
  function LicensePlateService(this: Node<object> & Lender, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    const service = openService(this, { ...saved });
    this.lend = () => {
      if (service instanceof PlateError) throw service;
      return service;
    };
    this.on('close', (done: () => void) => {
      if (service instanceof PlateError) return done();
      service.reader.close().then(done, done);
    });
  }

  /** A node that is not set up exists all the same: the messages that need it are told why. */
  function openService(node: Node<object>, saved: Record<string, unknown>): SharedReader | PlateError {
    try {
      const settings = parseServiceSettings(saved, { ...node.credentials });
      const { engine, concurrency } = settings;
      const slots = new Slots(concurrency);
      if (engine === 'edge') return { engine, reader: createReader(settings), slots };
      const health = new Health();
      return { engine, reader: createReader(settings, around(node, settings, health)), slots, health };
    } catch (error) {
      if (error instanceof PlateError) return error;
      throw error;
    }
  }

  function around(node: Node<object>, settings: HuaweiSettings, health: Health): EngineSurroundings {
    const { userDir } = RED.settings;
    return {
      tls: tlsOf(settings.tls),
      proxyFor: proxiesOf(settings.proxy),
      budgetFile: userDir && join(userDir, 'license-plate', `${encodeURIComponent(node.id)}.json`),
      onUnwritable: () => node.warn(RED._('license-plate-service.warning.budget-file')),
      onOffline: (offline) => {
        health.offline = offline;
      },
    };
  }

  function tlsOf(id: string): TlsOptions {
    if (id === '') return {};
    const node = RED.nodes.getNode(id) as TlsNode | null;
    if (!node?.addTLSOptions) throw badTls('names no TLS configuration that is set up and enabled');
    if (node.valid === false) throw badTls('names a TLS configuration whose files cannot be read');
    return node.addTLSOptions({});
  }

  function proxiesOf(id: string): (origin: string) => HttpProxy | undefined {
    const { proxyOptions } = RED.settings as { proxyOptions?: ProxyRules };
    const node = id === '' ? undefined : (RED.nodes.getNode(id) as ProxyNode | null);
    if (node === null) throw badProxy('names no proxy that is set up and enabled');
    const { url = '', noproxy = [], credentials = {} } = node ?? {};
    const env = { http_proxy: url, https_proxy: url, no_proxy: noproxy.join(',') };
    return (origin) => {
      const address = proxyUrlFor(origin, { ...proxyOptions, ...(node && { env }) });
      return address === '' ? undefined : parseProxy(address, credentials.username, credentials.password);
    };
  }

  RED.nodes.registerType<Node<object> & Lender, NodeDef, object, object>(
    'license-plate-service',
    LicensePlateService,
    {
      credentials: {
        account: { type: 'text' },
        username: { type: 'text' },
        token: { type: 'password' },
        password: { type: 'password' },
        accessKey: { type: 'password' },
        secretKey: { type: 'password' },
        securityToken: { type: 'password' },
      },
    },
  );
}

export = register;
