import { join } from 'node:path';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { Deployed } from './lib/admin/check-form';
import type { EngineSurroundings } from './lib/engines';
import { orProblem, PlateError } from './lib/errors';
import { Health } from './lib/health';
import type { Lender, SharedReader } from './lib/recognizer';
import type { HuaweiSettings } from './lib/service-settings';
import { Slots } from './lib/slots';
import { registerCheckRoute } from './red/admin-routes';
import { pictureProxy, proxiesOf, tlsOptionsOf } from './red/core-nodes';

/** One account or one embedded reader, shared by all nodes that use it. */
function register(RED: NodeAPI): void {
  const deployed = new Map<string, Pick<Deployed, 'resolved' | 'resolvedCredentials'>>();

  function LicensePlateService(this: Node<object> & Lender, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    // A node that is not set up exists all the same: the messages that need it are told why.
    const service = orProblem(() => openService(this, { ...saved }));
    deployed.set(this.id, { resolved: { ...saved }, resolvedCredentials: { ...this.credentials } });
    this.lend = () => {
      if (service instanceof PlateError) throw service;
      return service;
    };
    this.on('close', (done: () => void) => {
      deployed.delete(this.id);
      if (service instanceof PlateError) return done();
      service.reader.close().then(done, done);
    });
  }

  /** Throws `NOT_CONFIGURED` or `BAD_CONFIG`. */
  function openService(node: Node<object>, saved: Record<string, unknown>): SharedReader {
    // Loaded by the first node: a Node-RED whose flows use none shall not pay for it.
    const { createReader } = require('./lib/engines') as typeof import('./lib/engines');
    const { parseServiceSettings } =
      require('./lib/service-settings') as typeof import('./lib/service-settings');
    const settings = parseServiceSettings(saved, { ...node.credentials });
    const { engine, concurrency } = settings;
    const slots = new Slots(concurrency);
    if (engine === 'edge') return { engine, reader: createReader(settings), slots };
    const health = new Health();
    return { engine, reader: createReader(settings, around(node, settings, health)), slots, health };
  }

  function around(node: Node<object>, settings: HuaweiSettings, health: Health): EngineSurroundings {
    const { userDir } = RED.settings;
    const { createDownloader } =
      require('./lib/download/downloader') as typeof import('./lib/download/downloader');
    return {
      ...routeOf(settings),
      downloader: createDownloader({ allowPrivate: false, proxyFor: pictureProxy(RED) }),
      budgetFile: userDir && join(userDir, 'license-plate', `${encodeURIComponent(node.id)}.json`),
      onLostCount: () => node.warn(RED._('license-plate-service.warning.budget-file')),
      onOffline: (offline) => {
        health.offline = offline;
      },
    };
  }

  function routeOf({ tls, proxy }: HuaweiSettings): Pick<EngineSurroundings, 'tls' | 'proxyFor'> {
    const { badTls } = require('./lib/huawei/tls') as typeof import('./lib/huawei/tls');
    return { tls: tlsOptionsOf(RED, tls, badTls), proxyFor: proxiesOf(RED, proxy) };
  }

  registerCheckRoute(RED, {
    deployed: (id) => {
      const node = deployed.get(id);
      return node && { ...node, saved: savedNode(id), savedCredentials: { ...RED.nodes.getCredentials(id) } };
    },
    around: (settings) => (settings.engine === 'edge' ? {} : routeOf(settings)),
  });

  /** As it stands in the flow file: with the names of environment variables, not their values. */
  function savedNode(id: string): Record<string, unknown> {
    let saved: Record<string, unknown> = {};
    RED.nodes.eachNode((node) => {
      if (node.id === id) saved = { ...node };
    });
    return saved;
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
