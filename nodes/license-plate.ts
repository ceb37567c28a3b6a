import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import type { Downloader } from './lib/download/downloader';
import { PlateError } from './lib/errors';
import type { Download } from './lib/fallback';
import type { Language } from './lib/hints';
import { asCaught, asMessageError, isOurs, visitsBefore } from './lib/message-error';
import { parseRecognizeSettings, type RecognizeSettings } from './lib/recognize-settings';
import { Closed, type Lender, type Recognized, Recognizer } from './lib/recognizer';
import { isSameStatus, type Outcome, type Status, statusOf, whenBack } from './lib/status';
import { registerTryRoute } from './red/admin-routes';
import { pictureProxy, tlsOptionsOf } from './red/core-nodes';

interface Message extends NodeMessage {
  time?: unknown;
  plates?: unknown;
  image?: unknown;
  recognition?: unknown;
  error?: unknown;
}

/** What Node-RED hands to an input handler to answer one message with. */
interface Answer {
  send: (msg: [Message | null, Message | null]) => void;
  done: (error?: Error) => void;
}

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
      return { settings, downloader: openDownloader(this, settings) };
    });
    if (opened instanceof PlateError) refuseAll(this, opened);
    else recognizeAll(this, saved.service ?? '', opened.settings, opened.downloader);
  }

  /** For a node whose saved properties make no sense. */
  function refuseAll(node: Node, problem: PlateError): void {
    node.status(statusOf(0, { error: problem }, false));
    node.on('input', (msg: Message, send, done) => fail(node, msg, problem, { send, done }));
  }

  function recognizeAll(
    node: Node,
    service: string,
    settings: RecognizeSettings,
    downloader: Downloader,
  ): void {
    const lend = () => serviceNode(service).lend();
    // A fixed URL is the author's own word; one of a message may be anybody's.
    const from = settings.imageType === 'str' ? 'node' : 'message';
    const download: Download = (url, signal) => downloader.fetch({ url, from }, signal);
    const recognizer = new Recognizer(settings, lend, () => showStatus(), download);
    const problem = orProblem(() => recognizer.borrow());
    let last: Outcome = problem instanceof PlateError ? { error: problem } : undefined;
    let wasOffline = recognizer.offline;
    let shown: Status | undefined;
    const showStatus = () => {
      const { inWork, offline } = recognizer;
      if (wasOffline && !offline) last = whenBack(last);
      wasOffline = offline;
      const status = statusOf(inWork, last, settings.showPlate, offline);
      // Each one goes to all editors: under load most would say the same again.
      if (shown && isSameStatus(status, shown)) return;
      shown = status;
      node.status(status);
    };
    const showOutcome = (outcome: Outcome) => {
      last = outcome;
      showStatus();
    };

    async function recognize(msg: Message, answer: Answer): Promise<void> {
      let recognized: Recognized;
      try {
        recognized = await recognizer.recognize(await pictureOf(node, settings, msg), msg.time);
      } catch (thrown) {
        if (thrown instanceof Closed) return answer.done();
        const error = thrown instanceof PlateError ? thrown : unexpected(thrown);
        if (error.category === 'internal') logStack(node, error);
        showOutcome({ error });
        return fail(node, msg, error, answer);
      }
      const { plates, recognition } = recognized;
      showOutcome({ plate: plates[0], local: recognition.fallback !== undefined });
      succeed(msg, recognized, settings.keepImage, answer);
    }

    // Node-RED ignores the promise of a handler, and a rejected one would end the process.
    node.on('input', (msg: Message, send, done) => {
      recognize(msg, { send, done }).catch((thrown) => {
        const error = unexpected(thrown);
        logStack(node, error);
        done(error);
      });
    });
    node.on('close', () => {
      recognizer.close();
      void downloader.close();
    });
    showStatus();
  }

  /** Fetches cameras' pictures with this node's own user, password and TLS. Throws `BAD_CONFIG`. */
  function openDownloader(
    node: Node<CameraCredentials>,
    { allowPrivate, tls }: RecognizeSettings,
  ): Downloader {
    const bad = (rule: string) =>
      new PlateError('BAD_CONFIG', 'config', `license-plate: the field "tls" ${rule}.`);
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
    const message = 'license-plate: the field "service" names no service node that is set up and enabled.';
    throw new PlateError('NOT_CONFIGURED', 'config', message);
  }

  function pictureOf(node: Node, { image, imageType }: RecognizeSettings, msg: Message): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const unreadable = () =>
        reject(
          new PlateError('BAD_INPUT', 'input', `There is no ${imageType}.${image} to read a picture from.`),
        );
      try {
        RED.util.evaluateNodeProperty(image, imageType, node, msg, (error, value) =>
          error ? unreadable() : resolve(value),
        );
      } catch {
        unreadable();
      }
    });
  }

  function succeed(msg: Message, recognized: Recognized, keepImage: boolean, { send, done }: Answer): void {
    const { plates, image, recognition } = recognized;
    Object.assign(msg, { payload: plates[0], plates, recognition }, keepImage && { image });
    if (isOurs(msg.error)) delete msg.error;
    send([msg, null]);
    done();
  }

  /** One failure, one route: output 2, or the Catch nodes where output 2 leads nowhere. */
  function fail(node: Node, msg: Message, error: PlateError, { send, done }: Answer): void {
    if (leadsSomewhere(node, 1)) {
      const { id, type, name = '' } = node;
      const count = visitsBefore(msg.error, id) + 1;
      msg.error = asMessageError(error, language(), { id, type, name, count });
      send([null, msg]);
      done();
    } else if (error.category === 'no-plate') {
      // Everyday life at a gate: whoever left the output unwired does not want it in the log.
      done();
    } else {
      done(asCaught(error, language()));
    }
  }

  /** The catalogue itself names the language in which this Node-RED runs. */
  function language(): Language {
    return RED._('license-plate.language') === 'zh-CN' ? 'zh-CN' : 'en-US';
  }

  function leadsSomewhere(node: Node & { wires?: string[][] }, output: number): boolean {
    return (node.wires?.[output] ?? []).some((id) => RED.nodes.getNode(id));
  }

  function unexpected(thrown: unknown): PlateError {
    const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
    return new PlateError('UNEXPECTED', 'internal', cause.message, { cause });
  }

  /** Where a bug came from. Not by node.error(), which would reach the Catch nodes a second time. */
  function logStack(node: Node, error: PlateError): void {
    const { stack, message } = error.cause instanceof Error ? error.cause : error;
    RED.log.error(`[license-plate:${node.id}] ${stack ?? message}`);
  }

  RED.nodes.registerType<Node<CameraCredentials>, SavedProperties, object, object>(
    'license-plate',
    LicensePlate,
    {
      credentials: { user: { type: 'text' }, password: { type: 'password' } },
    },
  );
  registerTryRoute(RED, serviceNode, language);
}

/** What `make` returns, or the `PlateError` that it throws. */
function orProblem<T>(make: () => T): T | PlateError {
  try {
    return make();
  } catch (error) {
    if (error instanceof PlateError) return error;
    throw error;
  }
}

export = register;
