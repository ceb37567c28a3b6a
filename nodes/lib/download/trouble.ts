import { type Details, PlateError } from '../errors';
import type { Hint } from '../hints';
import { systemCode } from '../system-code';
import { DOWNLOAD_HINTS } from './hints';

/**
 * Every message here names at most the host of a URL: paths and queries of cameras carry passwords, and so does user
 * info. Causes are left out for the same reason: those of undici and of the URL parser hold whole URLs and bodies.
 */
export function downloadFailed(message: string, details: Details = {}): PlateError {
  return new PlateError('DOWNLOAD_FAILED', 'input', message, details);
}

/** The host as it stands in a URL, with a port that is not the usual one. */
export function nameOf(url: URL): string {
  return url.host;
}

export function cameraAt(url: URL): string {
  return `The camera at ${nameOf(url)}`;
}

/** Node's and undici's words for trouble below HTTP, in ours. Errors that are no such trouble come back as they are. */
export function unreachable(who: string, error: unknown, { statusCode, hint }: Details = {}): unknown {
  if (error instanceof PlateError) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  const known = TROUBLES.find(({ codes }) => codes.test(code)) ?? TROUBLE;
  const advice = hint ?? known.hint;
  return downloadFailed(`${who} ${known.message} (${code}).`, {
    retryable: known.retryable,
    ...(statusCode !== undefined && { statusCode }),
    ...(advice && { hint: advice }),
  });
}

/** Whether what a camera answers with this status may be another answer later. */
export function mayPass(statusCode: number): boolean {
  return statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/** Whether the other side ended a connection before it answered. */
export function isBrokenOff(error: unknown): boolean {
  return BROKEN_OFF.test(codeOf(error) ?? '');
}

/** ECONNABORTED is how Windows calls it where this side was the one to notice. */
const BROKEN_OFF = /^(UND_ERR_SOCKET|ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/;

interface Trouble {
  /** What it is or did, as the rest of a sentence. */
  message: string;
  retryable: boolean;
  hint?: Hint;
}

const TROUBLE: Trouble = { message: 'could not be reached', retryable: true };

const TROUBLES: (Trouble & { codes: RegExp })[] = [
  { codes: /^(ENOTFOUND|EAI_)/, message: 'was not found', retryable: true },
  { codes: /^ECONNREFUSED$/, message: 'refused the connection', retryable: true },
  { codes: /TIMEDOUT|TIMEOUT/, message: 'did not answer', retryable: true },
  {
    codes: /^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/,
    message: 'broke off, or did not send what its headers announced',
    retryable: true,
    hint: DOWNLOAD_HINTS['strict-http'],
  },
  { codes: BROKEN_OFF, message: 'broke off', retryable: true },
  { codes: /^UND_ERR_HEADERS_OVERFLOW$/, message: 'sent too many headers', retryable: false },
  {
    codes: /^Z_|^ERR_BROTLI|^ERR__ERROR/,
    message: 'sent a broken compression',
    retryable: false,
  },
  {
    codes: /CERT|SELF_SIGNED|UNABLE_TO/,
    message: 'is not trusted',
    retryable: false,
    hint: DOWNLOAD_HINTS['camera-certificate'],
  },
  {
    codes: /SSL|_TLS_|EPROTO/,
    message: 'does not speak TLS as expected',
    retryable: false,
    hint: DOWNLOAD_HINTS['camera-tls'],
  },
  {
    codes: /^HPE_|^UND_ERR/,
    message: 'does not speak HTTP as expected',
    retryable: false,
    hint: DOWNLOAD_HINTS['strict-http'],
  },
];

function codeOf(error: unknown): string | undefined {
  // undici's own findings about an answer come without a code of the parser.
  const isParserError = error instanceof Error && error.name === 'HTTPParserError';
  return systemCode(error) ?? (isParserError ? 'HPE_INVALID' : undefined);
}
