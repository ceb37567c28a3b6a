import type { Node, NodeAPI, NodeDef } from 'node-red';
import type { Downloader } from './lib/download/downloader';
import { asPlateError, badField, orProblem, PlateError } from './lib/errors';
import type { Download } from './lib/fetch-here';
import { parseRecognizeSettings, type RecognizeSettings } from './lib/recognize-settings';
import { Closed, type Lender, type Recognized, Recognizer } from './lib/recognizer';
import { ShownStatus } from './lib/shown-status';
import { statusOf } from './lib/status';
import { registerTryRoute } from './red/admin-routes';
import { pictureProxy, tlsOptionsOf } from './red/core-nodes';
import { type Answer, logBug, propertyOf } from './red/node-api';
import { fail, type Message, succeed } from './red/outputs';

/** Of the camera, for a fixed URL that is fetched here. */
interface CameraCredentials {
  user?: string;
  password?: string;
}

interface SavedProperties extends NodeDef {
  service?: string;
}

/** Reads the plate in the picture of each message: output 1 is the plate, output 2 the reason why there is none. */
function register(RED: NodeAPI): void {
  function LicensePlate(this: Node<CameraCredentials>, saved: SavedProperties): void {
    RED.nodes.createNode(this, saved);
    const opened = orProblem(() => {
      const settings = parseRecognizeSettings({ ...saved });
      const downloader = orProblem(() => openDownloader(this, settings));
      // Where the service downloads, most messages do not need one.
      if (downloader instanceof PlateError && settings.download === 'node') throw downloader;
      return { settings, downloader };
    });
    if (opened instanceof PlateError) refuseAll(this, opened);
    else recognizeAll(this, saved.service ?? '', opened.settings, opened.downloader);
  }

  /** For a node whose saved properties make no sense. */
  function refuseAll(node: Node, problem: PlateError): void {
    node.status(statusOf(0, { error: problem }, false));
    node.on('input', (msg: Message, send, done) => fail(RED, node, msg, problem, { send, done }));
  }

  function recognizeAll(
    node: Node,
    service: string,
    settings: RecognizeSettings,
    downloader: Downloader | PlateError,
  ): void {
    const lend = () => serviceNode(service).lend();
    // A fixed URL is the author's own word; one of a message may be anybody's.
    const from = settings.imageType === 'str' ? 'node' : 'message';
    const download: Download = async (url, signal) => {
      if (downloader instanceof PlateError) throw downloader;
      return downloader.fetch({ url, from }, signal);
    };
    const recognizer = new Recognizer(settings, lend, () => status.update(), download);
    const problem = orProblem(() => recognizer.borrow());
    const before = problem instanceof PlateError ? { error: problem } : undefined;
    const status = new ShownStatus(recognizer, before, settings.showPlate, (shown) => node.status(shown));

    async function recognize(msg: Message, answer: Answer<Message>): Promise<void> {
      let recognized: Recognized;
      try {
        recognized = await recognizer.recognize(await pictureOf(node, settings, msg), msg.time);
      } catch (thrown) {
        if (thrown instanceof Closed) return answer.done();
        const error = asPlateError(thrown);
        if (error.category === 'internal') logBug(RED, node, error);
        status.settle({ error });
        return fail(RED, node, msg, error, answer);
      }
      const { plates, recognition } = recognized;
      status.settle({ plate: plates[0], local: recognition.fallback !== undefined });
      succeed(msg, recognized, settings.keepImage, answer);
    }

    // Node-RED ignores the promise of a handler, and a rejected one would end the process.
    node.on('input', (msg: Message, send, done) => {
      recognize(msg, { send, done }).catch((thrown) => {
        const error = asPlateError(thrown);
        logBug(RED, node, error);
        done(error);
      });
    });
    node.on('close', () => {
      recognizer.close();
      if (!(downloader instanceof PlateError)) void downloader.close();
    });
    status.update();
  }

  /** Fetches cameras' pictures with this node's own user, password and TLS. Throws `BAD_CONFIG`. */
  function openDownloader(
    node: Node<CameraCredentials>,
    { allowPrivate, tls }: RecognizeSettings,
  ): Downloader {
    const bad = (rule: string) => badField('license-plate', 'tls', rule);
    // Loaded by the first node: a Node-RED whose flows use none shall not pay for it.
    const { createDownloader } =
      require('./lib/download/downloader') as typeof import('./lib/download/downloader');
    return createDownloader({
      ...node.credentials,
      allowPrivate,
      tls: tlsOptionsOf(RED, tls, bad),
      proxyFor: pictureProxy(RED),
    });
  }

  function serviceNode(id: string): Lender {
    const node = RED.nodes.getNode(id) as (Node & Partial<Lender>) | null;
    if (node?.type === 'license-plate-service' && node.lend) return node as Node & Lender;
    const message = 'license-plate: the field "service" names no service node that is deployed and enabled.';
    throw new PlateError('NOT_CONFIGURED', 'config', message);
  }

  /** What the field "image" stands for in this message. */
  async function pictureOf(node: Node, settings: RecognizeSettings, msg: Message): Promise<unknown> {
    const { image: name, imageType: type } = settings;
    try {
      return await propertyOf(RED, node, { name, type }, msg);
    } catch {
      throw new PlateError('BAD_INPUT', 'input', `There is no ${type}.${name} to read a picture from.`);
    }
  }

  RED.nodes.registerType<Node<CameraCredentials>, SavedProperties, object, object>(
    'license-plate',
    LicensePlate,
    {
      credentials: { user: { type: 'text' }, password: { type: 'password' } },
    },
  );
  registerTryRoute(RED, serviceNode);
}

export = register;
