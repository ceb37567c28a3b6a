import { parseEndpoint } from './huawei/endpoint';
import type { HuaweiOptions } from './huawei/huawei-reader';
import { Settings } from './settings';

export interface EdgeSettings {
  engine: 'edge';
  alphabet: 'chinese' | 'any';
  /** Reader threads. */
  concurrency: number;
}

export type ServiceSettings = ({ engine: 'huawei' } & HuaweiOptions) | EdgeSettings;

/**
 * The one parser of a saved `license-plate-service` node.
 * Throws `NOT_CONFIGURED` or `BAD_CONFIG` naming the field.
 */
export function parseServiceSettings(
  saved: Readonly<Record<string, unknown>>,
  credentials: Readonly<Record<string, unknown>>,
): ServiceSettings {
  const settings = new Settings('license-plate-service', saved);
  settings.refuseUnlessDefault({
    auth: 'token',
    iamEndpoint: '',
    alphabet: 'chinese',
    fallback: false,
    callsPerMinute: 0,
    callsPerDay: 0,
    tls: '',
    proxy: '',
  });
  const engine = settings.choice('engine', ['huawei', 'edge'], 'huawei');
  if (engine === 'edge') {
    return {
      engine,
      alphabet: 'chinese',
      concurrency: settings.number('concurrency', 1, { min: 1, max: 16, whole: true }),
    };
  }
  const projectId = settings.text('projectId');
  if (projectId === '') throw settings.missing('projectId');
  return {
    engine,
    origin: ocrOrigin(settings),
    projectId,
    token: token(credentials),
    enterpriseProjectId: headerText(settings, 'enterpriseProjectId'),
    concurrency: settings.number('concurrency', 4, { min: 1, max: 64, whole: true }),
  };
}

function ocrOrigin(settings: Settings): string {
  const endpoint = settings.text('endpoint');
  if (endpoint !== '') return parseEndpoint(endpoint, 'endpoint');
  const region = settings.text('region', 'cn-north-4');
  if (!/^[a-z0-9-]+$/.test(region)) throw settings.bad('region', 'may hold a-z, 0-9 and - only');
  return `https://ocr.${region}.myhuaweicloud.com`;
}

function token(credentials: Readonly<Record<string, unknown>>): string {
  const settings = new Settings('license-plate-service', credentials);
  const text = headerText(settings, 'token');
  if (text === '') throw settings.missing('token');
  return text;
}

/** Text that can stand in a header: a token pasted with its line breaks would fail at each call, without a reason. */
function headerText(settings: Settings, field: string): string {
  const text = settings.text(field);
  if (!/^[\x21-\x7e]*$/.test(text))
    throw settings.bad(field, 'must not hold blanks, line breaks or other letters');
  return text;
}
