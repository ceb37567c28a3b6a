import { join } from 'node:path';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import { createDownloader } from './lib/download/downloader';
import { createReader, type EngineSurroundings } from './lib/engines';
import { PlateError } from './lib/errors';
import { Health } from './lib/health';
import { badTls } from './lib/huawei/transport';
import type { Lender, SharedReader } from './lib/recognizer';
import { type HuaweiSettings, parseServiceSettings } from './lib/service-settings';
import { Slots } from './lib/slots';
import { pictureProxy, proxiesOf, tlsOptionsOf } from './red/core-nodes';

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
      tls: tlsOptionsOf(RED, settings.tls, badTls),
      proxyFor: proxiesOf(RED, settings.proxy),
      downloader: createDownloader({ allowPrivate: false, proxyFor: pictureProxy(RED) }),
      budgetFile: userDir && join(userDir, 'license-plate', `${encodeURIComponent(node.id)}.json`),
      onUnwritable: () => node.warn(RED._('license-plate-service.warning.budget-file')),
      onOffline: (offline) => {
        health.offline = offline;
      },
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
