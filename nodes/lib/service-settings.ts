import type { Alphabet } from './edge/tasks';
import { parseEndpoint } from './huawei/endpoint';
import type { HuaweiOptions } from './huawei/huawei-reader';
import type { Login } from './huawei/login';
import { Settings } from './settings';

export interface EdgeSettings {
  engine: 'edge';
  alphabet: Alphabet;
  /** Reader threads. */
  concurrency: number;
}

export interface HuaweiSettings extends HuaweiOptions {
  engine: 'huawei';
  /** Whether the embedded reader steps in where the service cannot be reached. */
  fallback: boolean;
  /** Of the embedded reader that steps in. */
  alphabet: Alphabet;
  /** Ids of core `tls-config` and `http proxy` nodes; `''` for none. */
  tls: string;
  proxy: string;
}

export type ServiceSettings = HuaweiSettings | EdgeSettings;

export const STANDARD_REGION = 'cn-north-4';

type Saved = Readonly<Record<string, unknown>>;

/**
 * The one parser of a saved `license-plate-service` node.
 * Throws `NOT_CONFIGURED` or `BAD_CONFIG` naming the field.
 */
export function parseServiceSettings(saved: Saved, credentials: Saved): ServiceSettings {
  const settings = new Settings('license-plate-service', saved);
  const engine = settings.choice('engine', ['huawei', 'edge'], 'huawei');
  const alphabet = settings.choice('alphabet', ['chinese', 'any'], 'chinese');
  if (engine === 'edge') {
    return {
      engine,
      alphabet,
      concurrency: settings.number('concurrency', 1, { min: 1, max: 16, whole: true }),
    };
  }
  return {
    engine,
    alphabet,
    origin: origin(settings, 'endpoint', 'ocr'),
    login: parseLogin(settings, credentials),
    enterpriseProjectId: headerText(settings, 'enterpriseProjectId'),
    fallback: settings.flag('fallback', false),
    concurrency: settings.number('concurrency', 4, { min: 1, max: 64, whole: true }),
    callsPerMinute: settings.number('callsPerMinute', 0, { min: 0, max: 100_000, whole: true }),
    callsPerDay: settings.number('callsPerDay', 0, { min: 0, max: 100_000_000, whole: true }),
    tls: settings.text('tls'),
    proxy: settings.text('proxy'),
  };
}

function parseLogin(settings: Settings, credentials: Saved): Login {
  const secrets = new Settings('license-plate-service', credentials);
  const auth = settings.choice('auth', ['token', 'password', 'aksk'], 'token');
  if (auth === 'password') {
    return {
      auth,
      iamOrigin: origin(settings, 'iamEndpoint', 'iam'),
      region: region(settings),
      projectId: settings.text('projectId'),
      account: required(secrets, 'account'),
      username: required(secrets, 'username'),
      password: password(secrets, credentials.password),
    };
  }
  // A signed call names the project in a header, too.
  const projectId =
    auth === 'aksk' ? requiredHeaderText(settings, 'projectId') : required(settings, 'projectId');
  if (auth === 'token') return { auth, projectId, token: requiredHeaderText(secrets, 'token') };
  return {
    auth,
    projectId,
    accessKey: requiredHeaderText(secrets, 'accessKey'),
    secretKey: requiredHeaderText(secrets, 'secretKey'),
    securityToken: headerText(secrets, 'securityToken'),
  };
}

function origin(settings: Settings, field: string, service: 'ocr' | 'iam'): string {
  const endpoint = settings.text(field);
  if (endpoint !== '') return parseEndpoint(endpoint, field);
  return `https://${service}.${region(settings)}.myhuaweicloud.com`;
}

function region(settings: Settings): string {
  const name = settings.text('region', STANDARD_REGION);
  if (!/^[a-z0-9-]+$/.test(name)) throw settings.bad('region', 'may hold a-z, 0-9 and - only');
  return name;
}

function required(settings: Settings, field: string): string {
  const text = settings.text(field);
  if (text === '') throw settings.missing(field);
  return text;
}

/** As it was typed: blanks at its ends may belong to it. */
function password(settings: Settings, typed: unknown): string {
  if (typeof typed === 'string' && typed !== '') return typed;
  throw settings.missing('password');
}

function requiredHeaderText(settings: Settings, field: string): string {
  required(settings, field);
  return headerText(settings, field);
}

/** Text that can stand in a header: a token pasted with its line breaks would fail at each call, without a reason. */
function headerText(settings: Settings, field: string): string {
  const text = settings.text(field);
  if (!/^[\x21-\x7e]*$/.test(text))
    throw settings.bad(field, 'must not hold blanks, line breaks or other letters');
  return text;
}
