import type { Plate } from './types';

export interface IamUser {
  /** Account (domain) name. */
  readonly account: string;
  readonly username: string;
  readonly password: string;
  /** May sign in to the console only: IAM answers 403. */
  readonly consoleOnly?: boolean;
}

export interface AccessKey {
  readonly ak: string;
  readonly sk: string;
  /** Set for a temporary key: must come, signed, as `X-Security-Token`. */
  readonly securityToken?: string;
  /** ms since the epoch after which a temporary key is refused. */
  readonly expiresAt?: number;
}

export interface EmulatorOptions {
  readonly projectId?: string;
  readonly region?: string;
  /** Tokens that are accepted from the start; the first is `emulator.token`. */
  readonly tokens?: readonly string[];
  readonly users?: readonly IamUser[];
  readonly keys?: readonly AccessKey[];
  /** What a good request reads; default the documented example. */
  readonly plates?: readonly Plate[];
  /** PEM; serves https instead of http. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** ms the server's clock is ahead of the real one. */
  readonly clockSkew?: number;
  /** The real clock, ms since the epoch; default `Date.now`. */
  readonly now?: () => number;
  /** More calls than that in a sliding window: 429 `.0308`. */
  readonly throttle?: Throttle;
  /** More calls at once: ModelArts.4401. */
  readonly maxConcurrent?: number;
  /** More logins than that in a sliding window: 429 IAM.0012. */
  readonly loginThrottle?: { readonly times: number; readonly seconds: number };
  /** ms; default 24 h. */
  readonly tokenLifetime?: number;
  /** Length of the tokens IAM hands out; default 2048. Real ones pass 16 KB. */
  readonly tokenBytes?: number;
  /** Longest request header before 494; default 32 KiB, or enough for `tokenBytes` if that is more. */
  readonly maxHeaderBytes?: number;
  /** Longest side in pixels; default 8192, 4096 as the older page has it. */
  readonly maxSide?: number;
  /** Prefix of gateway codes; both are seen in real answers. */
  readonly prefix?: 'APIG' | 'APIGW';
  /** Shape of IAM's 401 for a wrong password. */
  readonly loginErrors?: 'keystone' | 'error_code';
  /** `head`: bodies are counted but not looked into (for load tests). */
  readonly checks?: 'all' | 'head';
  /** Newest entries kept in `calls` and `logins`; default 5000. The counters go on. */
  readonly keep?: number;
}

export interface Throttle {
  readonly limit: number;
  readonly per: 'second' | 'minute';
  /** Value of the Retry-After header, sent when given. */
  readonly retryAfter?: string;
}

export type Settings = Required<
  Omit<EmulatorOptions, 'tls' | 'throttle' | 'maxConcurrent' | 'loginThrottle' | 'clockSkew'>
> &
  Pick<EmulatorOptions, 'tls' | 'throttle' | 'maxConcurrent' | 'loginThrottle'>;

/** The documented example answer. */
export const SAMPLE_PLATE: Plate = {
  plate_number: '京XXXXX',
  plate_color: 'blue',
  confidence: 0.9225,
  plate_location: [
    [370, 881],
    [2591, 881],
    [2591, 2281],
    [370, 2281],
  ],
};

const HOUR = 3_600_000;

export function withDefaults(options: EmulatorOptions): Settings {
  const tokenBytes = options.tokenBytes ?? 2048;
  return {
    projectId: '0123456789abcdef0123456789abcdef',
    region: 'cn-north-4',
    tokens: ['MIINRwYJKoZIhvcNAQcCoIINODCCDTQCAQExDTALBglghkgBZQMEAgEwgguVBgkqhkiGemulator'],
    users: [{ account: 'gatecam', username: 'camera', password: 'let-me-in' }],
    keys: [{ ak: 'AKIDEXAMPLE0123456AB', sk: 'SKEXAMPLEsecretKey0123456789abcdefABCDEF' }],
    plates: [SAMPLE_PLATE],
    now: () => Date.now(),
    tokenLifetime: 24 * HOUR,
    maxHeaderBytes: Math.max(32 * 1024, tokenBytes + 1024),
    maxSide: 8192,
    prefix: 'APIG',
    loginErrors: 'keystone',
    checks: 'all',
    keep: 5000,
    ...options,
    tokenBytes,
  };
}
