import type { NodeAPI } from 'node-red';
import type { Step } from '../lib/admin/check';
import type { CheckForm, Deployed } from '../lib/admin/check-form';
import type { Dialog } from '../lib/admin/dialog';
import { answerJson, Refused, readBytes, requireSameOrigin } from '../lib/admin/http';
import { PlateError } from '../lib/errors';
import type { Surroundings } from '../lib/huawei/huawei-reader';
import { isJson, type Json, parseJson } from '../lib/json';
import type { Lender } from '../lib/recognizer';
import type { ServiceSettings } from '../lib/service-settings';
import { asLanguage, logBug } from './node-api';

/** Bytes of the largest picture that can be tried: somewhat more than can be read, so that this is told in words. */
const MAX_UPLOAD = 10e6;

/** Reads one picture for the "Try it" part of the `license-plate` dialog. */
export function registerTryRoute(RED: NodeAPI, serviceNode: (id: string) => Lender): void {
  const allowed = RED.auth.needsPermission('license-plate.write');
  const onBug = (error: PlateError) => logBug(RED, { type: 'license-plate', id: 'try' }, error);
  RED.httpAdmin.post('/license-plate/try', allowed, (request, response) => {
    void answerJson(response, onBug, async () => {
      requireSameOrigin(request);
      if (request.headers['content-type'] !== 'application/octet-stream') {
        throw new Refused(415, 'BAD_TYPE', 'A picture is uploaded as application/octet-stream.');
      }
      const properties = parseProperties(request.query.properties);
      const cancelled = new AbortController();
      response.on('close', () => cancelled.abort());
      const bytes = await readBytes(request, MAX_UPLOAD);
      const { service } = properties;
      // Here and below, what a request needs is loaded by the first one: most installations never see any.
      const { tryPicture } = require('../lib/admin/try-it') as typeof import('../lib/admin/try-it');
      const lend = () => serviceNode(typeof service === 'string' ? service : '').lend();
      const dialog = { language: asLanguage(request.query.language), onBug };
      return tryPicture(bytes, properties, lend, dialog, cancelled.signal);
    });
  });
}

/** Longest time of a check, in ms: a login and a call, with what the network needs. */
const CHECK_TIME = 20_000;

export interface CheckParts {
  /** A deployed service node; `undefined` where there is none of that id. */
  deployed: (id: string) => Deployed | undefined;
  /** TLS and proxy by the settings. Throws `BAD_CONFIG`. */
  around: (settings: ServiceSettings) => Surroundings;
}

/** Tells for the service dialog what works with the values in its form, and what does not. */
export function registerCheckRoute(RED: NodeAPI, { deployed, around }: CheckParts): void {
  const allowed = RED.auth.needsPermission('license-plate.write');
  const onBug = (error: PlateError) => logBug(RED, { type: 'license-plate-service', id: 'check' }, error);
  RED.httpAdmin.post('/license-plate/check', allowed, (request, response) => {
    void answerJson(response, onBug, async () => {
      requireSameOrigin(request);
      const { id, language, form } = parseCheckForm(request.body);
      const dialog = { language, onBug };
      const { checkService } = require('../lib/admin/check') as typeof import('../lib/admin/check');
      const { checkable } = require('../lib/admin/check-form') as typeof import('../lib/admin/check-form');
      const { parseServiceSettings } =
        require('../lib/service-settings') as typeof import('../lib/service-settings');
      const steps = await checked(async () => {
        const { saved, credentials } = checkable(form, deployed(id));
        const settings = parseServiceSettings(saved, credentials);
        return checkService(settings, around(settings), dialog, CHECK_TIME);
      }, dialog);
      return { steps };
    });
  });
}

/** Settings that make no sense are a line of the check as well. */
async function checked(check: () => Promise<Step[]>, dialog: Dialog): Promise<Step[]> {
  try {
    return await check();
  } catch (error) {
    const { failedStep } = require('../lib/admin/check') as typeof import('../lib/admin/check');
    if (error instanceof PlateError) return [failedStep('config', error, dialog)];
    throw error;
  }
}

/** Node-RED has parsed the JSON, of whatever shape it is. */
function parseCheckForm(body: unknown): { id: string; language: Dialog['language']; form: CheckForm } {
  if (!isJson(body) || !isJson(body.properties) || !isJson(body.credentials)) {
    throw new Refused(400, 'BAD_FORM', 'The values of the form are missing.');
  }
  return {
    id: typeof body.id === 'string' ? body.id : '',
    language: asLanguage(body.language),
    form: { properties: body.properties, credentials: body.credentials },
  };
}

function parseProperties(text: unknown): Json {
  const properties = parseJson(String(text));
  if (properties) return properties;
  throw new Refused(400, 'BAD_PROPERTIES', 'The properties of the node are missing or not JSON.');
}
