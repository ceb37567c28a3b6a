import { badField, PlateError } from './errors';
import { HINTS } from './hints';

/** A proxy as it is connected to. */
export interface HttpProxy {
  /** Without user info. */
  url: string;
  /** Value of `Proxy-Authorization`. */
  authorization?: string;
}

/** How Node-RED is told about proxies: `proxyOptions` of its settings file. */
export interface ProxyRules {
  mode?: 'strict' | 'legacy';
  lowerCaseOnly?: boolean;
  favourUpperCase?: boolean;
  excludeNpm?: boolean;
  /** Variables to read instead of the process's own. */
  env?: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * The proxy for an origin by environment variables, chosen as Node-RED's http request node chooses it; `''` for none.
 * Legacy mode knows `http_proxy` alone and looks for the words of `no_proxy` anywhere in the URL.
 */
export function proxyUrlFor(origin: string, rules: ProxyRules): string {
  const env = rules.env ?? process.env;
  const forced = process.env.NR_PROXY_MODE ?? process.env.nr_proxy_mode;
  const mode = forced === 'legacy' || forced === 'strict' ? forced : rules.mode;
  return mode === 'legacy' ? legacyProxy(origin, env) : strictProxy(new URL(origin), rules, env);
}

/** What a proxy wants to see where its address does not hold it. */
export interface ProxyLogin {
  username?: string;
  password?: string;
}

/**
 * Parses a proxy's address. What it breaks is told to `bad`, whose error is thrown: never the address, as that may hold
 * a password.
 */
export function parseProxy(
  address: string,
  { username = '', password = '' }: ProxyLogin = {},
  bad = badProxy,
): HttpProxy {
  // The legacy mode of Node-RED's settings passes on what stands in the variable, and many write no scheme there.
  const text = address.includes('://') ? address : `http://${address}`;
  if (!URL.canParse(text)) throw bad('is not the URL of a proxy');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw bad('must name a proxy that begins with http:// or https://');
  }
  const credentials = username !== '' || password !== '' ? `${username}:${password}` : userInfo(url, bad);
  return {
    url: url.origin,
    ...(credentials !== ':' && {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    }),
  };
}

function userInfo({ username, password }: URL, bad: typeof badProxy): string {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    throw bad('holds a user or password that is not percent-encoded');
  }
}

/** Of the field with which a service names a proxy node. */
export function badProxy(rule: string): PlateError {
  return badField('license-plate-service', 'proxy', rule);
}

/** Of the variable that is read where it names none. */
export function badEnvProxy(rule: string): PlateError {
  const message = `license-plate-service: the field "proxy" is empty, and the environment variable of the proxy ${rule}.`;
  return new PlateError('BAD_CONFIG', 'config', message, { hint: HINTS['env-proxy'] });
}

type Env = Readonly<Record<string, string | undefined>>;

function strictProxy({ protocol, host, port }: URL, rules: ProxyRules, env: Env): string {
  const scheme = protocol.slice(0, -1);
  const read = (name: string): string => variable(name, rules, env);
  const readNpm = (name: string): string => (rules.excludeNpm ? '' : read(`npm_config_${name}`));
  const exempt = readNpm('no_proxy') || read('no_proxy');
  const hostname = host.replace(/:\d*$/, '');
  if (isExempt(hostname, Number(port) || (DEFAULT_PORTS[scheme] ?? 0), exempt.toLowerCase())) return '';
  const proxy =
    readNpm(`${scheme}_proxy`) || read(`${scheme}_proxy`) || readNpm('proxy') || read('all_proxy');
  return proxy === '' || proxy.includes('://') ? proxy : `${scheme}://${proxy}`;
}

function variable(name: string, { lowerCaseOnly, favourUpperCase }: ProxyRules, env: Env): string {
  const lower = env[name.toLowerCase()] ?? '';
  if (lowerCaseOnly) return lower;
  const upper = env[name.toUpperCase()] ?? '';
  return favourUpperCase ? upper || lower : lower || upper;
}

/** `example.com`, `example.com:8443`, `.example.com` and `*.example.com` (all names below), or `*` for everything. */
function isExempt(hostname: string, port: number, exempt: string): boolean {
  if (exempt === '*') return true;
  return exempt.split(/[,\s]/).some((entry) => {
    if (entry === '') return false;
    const [, name = entry, onlyPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
    if (onlyPort !== undefined && Number(onlyPort) !== 0 && Number(onlyPort) !== port) return false;
    if (!/^[.*]/.test(name)) return hostname === name;
    return hostname.endsWith(name.replace(/^\*/, ''));
  });
}

function legacyProxy(origin: string, env: Env): string {
  const exempt = env.NO_PROXY || env.no_proxy || '';
  if (exempt !== '' && exempt.split(',').some((word) => origin.includes(word.trim()))) return '';
  return env.HTTP_PROXY || env.http_proxy || '';
}
