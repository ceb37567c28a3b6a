import type { NodeAPI } from 'node-red';
import { answerJson, Refused, readBytes, requireSameOrigin } from './lib/admin/http';
import { tryPicture } from './lib/admin/try-it';
import type { Language } from './lib/hints';
import type { Lender } from './lib/recognizer';

/** Bytes of the largest picture that can be tried: somewhat more than can be read, so that this is told in words. */
const MAX_UPLOAD = 10e6;

/** Reads one picture for the "Try it" part of the `license-plate` dialog. */
export function registerTryRoute(
  RED: NodeAPI,
  serviceNode: (id: string) => Lender,
  language: () => Language,
): void {
  const allowed = RED.auth.needsPermission('license-plate.write');
  RED.httpAdmin.post('/license-plate/try', allowed, (request, response) => {
    void answerJson(response, async () => {
      requireSameOrigin(request);
      if (request.headers['content-type'] !== 'application/octet-stream') {
        throw new Refused(415, 'BAD_TYPE', 'A picture is uploaded as application/octet-stream.');
      }
      const properties = parseProperties(request.query.properties);
      const cancelled = new AbortController();
      response.on('close', () => cancelled.abort());
      const bytes = await readBytes(request, MAX_UPLOAD);
      const lend = () => serviceNode(String(properties.service ?? '')).lend();
      return tryPicture(bytes, properties, lend, language(), cancelled.signal);
    });
  });
}

function parseProperties(text: unknown): Record<string, unknown> {
  try {
    const properties: unknown = JSON.parse(String(text));
    if (typeof properties === 'object' && properties !== null) return { ...properties };
  } catch {
    // Answered below, like any other text that holds no properties.
  }
  throw new Refused(400, 'BAD_PROPERTIES', 'The properties of the node are missing or not JSON.');
}
