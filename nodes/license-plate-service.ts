import type { Node, NodeAPI, NodeDef } from 'node-red';
import { createReader } from './lib/engines';
import { PlateError } from './lib/errors';
import type { Lender, SharedReader } from './lib/recognizer';
import { parseServiceSettings } from './lib/service-settings';
import { Slots } from './lib/slots';

/** One account or one embedded reader, shared by all nodes that use it. */
function register(RED: NodeAPI): void {
  function LicensePlateService(this: Node<object> & Lender, saved: NodeDef): void {
    RED.nodes.createNode(this, saved);
    const service = openService({ ...saved }, { ...this.credentials });
    this.lend = () => {
      if (service instanceof PlateError) throw service;
      return service;
    };
    this.on('close', (done: () => void) => {
      if (service instanceof PlateError) return done();
      service.reader.close().then(done, done);
    });
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

/** A node that is not set up exists all the same: the messages that need it are told why. */
function openService(
  saved: Record<string, unknown>,
  credentials: Record<string, unknown>,
): SharedReader | PlateError {
  try {
    const settings = parseServiceSettings(saved, credentials);
    return {
      engine: settings.engine,
      reader: createReader(settings),
      slots: new Slots(settings.concurrency),
    };
  } catch (error) {
    if (error instanceof PlateError) return error;
    throw error;
  }
}

export = register;
