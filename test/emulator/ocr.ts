import { answers } from './answers';
import type { Body } from './body';
import { checkImage } from './picture-check';
import type { State } from './state';
import { checkToken, noToken } from './token-check';
import type { Answer, Call, Exchange } from './types';
import { checkUrl } from './url-check';
import { refuse, type Verdict } from './verdict';

const PATH = /^\/v2\/([^/]+)\/ocr\/license-plate$/;
const MAX_ALL_HEADERS = 128 * 1024;
export const MAX_BODY = 12 * 1024 * 1024;

/** What is known from the request's head alone, noted in the log. */
export function describeCall({ headers, path }: Exchange): Pick<Call, 'auth' | 'billedTo' | 'project'> {
  const project = projectOf(path);
  const auth = 'x-auth-token' in headers ? 'token' : 'authorization' in headers ? 'signature' : 'none';
  return {
    auth,
    billedTo: payer(headers['enterprise-project-id']),
    ...(project !== undefined && { project }),
  };
}

/** Judges one request as gateway (route, headers, authentication, throttle) and service (body) would. */
export function judge(call: Call, body: Body, state: State): Verdict {
  const refusal = checkGateway(call, body, state) ?? checkBody(call, body.bytes, state);
  if (refusal) return refuse(refusal);
  return { answer: () => answers.plates(...state.settings.plates) };
}

function checkGateway(call: Call, body: Body, state: State): Answer | undefined {
  const { settings } = state;
  const gateway = (code: string, status?: number): Answer =>
    answers.refusal(settings.prefix + code, status === undefined ? {} : { status });

  if (tooBig(call.headers, settings.maxHeaderBytes)) return gateway('.0201', 494);
  if (call.project === undefined || call.method !== 'POST') return gateway('.0101');
  if (body.tooLarge) return gateway('.0201', 413);
  const unauthorized = authenticate(call, body.bytes, state);
  if (unauthorized) return unauthorized;
  if (call.project !== settings.projectId) return gateway('.0310');
  if (!/^application\/json\s*(;|$)/i.test(call.headers['content-type'] ?? '')) return gateway('.0106');
  return state.throttled();
}

function authenticate(call: Call, body: Buffer, state: State): Answer | undefined {
  const { headers, project = '' } = call;
  const token = headers['x-auth-token'];
  if (token) return checkToken(token, project, state.tokens, state.settings, state.serverTime());
  if (call.auth !== 'signature') return noToken(state.settings);
  return state.checkSignature(call, body);
}

function checkBody(call: Call, bytes: Buffer, state: State): Answer | undefined {
  const { settings } = state;
  if (settings.maxConcurrent !== undefined && state.inFlight() > settings.maxConcurrent) {
    return answers.refusal('ModelArts.4401');
  }
  if (settings.checks === 'head') return undefined;
  if (bytes.length === 0) return answers.refusal('ModelArts.4104');
  const fields = parseObject(bytes);
  if (!fields) return answers.refusal('ModelArts.4105');
  const { image, url } = fields;
  if ((image === undefined) === (url === undefined)) return answers.refusal('AIS.0101');
  if (typeof image === 'string') {
    call.kind = 'image';
    return checkImage(image, call, settings.maxSide);
  }
  if (typeof url === 'string' && url !== '') {
    call.kind = 'url';
    call.url = url;
    return checkUrl(url);
  }
  return answers.refusal('AIS.0101');
}

function parseObject(bytes: Buffer): { image?: unknown; url?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function tooBig(headers: Call['headers'], maxOne: number): boolean {
  const sizes = Object.entries(headers).map(([name, value]) => name.length + value.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return Math.max(...sizes) > maxOne || all > Math.max(MAX_ALL_HEADERS, 2 * maxOne);
}

function projectOf(path: string): string | undefined {
  const segment = PATH.exec(path.split('?', 1)[0] ?? '')?.[1];
  if (segment === undefined) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** A well-formed id is billed even if nobody knows it; anything else goes to the default project. */
function payer(header: string | undefined): string {
  const wellFormed = header !== undefined && /^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(header);
  return wellFormed ? header : 'default';
}
