import { type CodeRow, GATEWAY_CODES, IAM_CODES, SERVICE_CODES } from './codes';
import { SAMPLE_PLATE } from './options';
import type { Answer, Plate } from './types';

const HTML = { 'content-type': 'text/html' };

function rowOf(code: string, status: number | undefined): CodeRow {
  const bare = code.replace(/^APIGW?(?=\.)/, '');
  const rows = [...SERVICE_CODES, ...GATEWAY_CODES, ...IAM_CODES].filter((row) => row.code === bare);
  const row = rows.find((candidate) => candidate.status === status) ?? rows[0];
  if (!row) throw new RangeError(`The reference has no error code ${code}`);
  return row;
}

function html(status: number, title: string): Answer {
  const page = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: HTML, body: page };
}

/** Ready-made answers: the documented ones, and those a client has to survive. */
export const answers = {
  /** 200 with these plates. */
  plates: (...plates: readonly Plate[]): Answer => ({ body: { result: plates } }),
  /** 200, `{"result": []}`. */
  empty: (): Answer => ({ body: { result: [] } }),
  /** 200, `{}`. */
  missing: (): Answer => ({ body: {} }),
  /** 200, `{"result": null}`. */
  nullResult: (): Answer => ({ body: { result: null } }),
  /** 200, `result` is the plate itself, as the SDK of late 2022 had it. */
  single: (plate: Plate = SAMPLE_PLATE): Answer => ({ body: { result: plate } }),

  /**
   * A documented error code with its status and message. Gateway codes take either prefix and carry a
   * `request_id` (filled in when sent); where a code has several statuses `status` picks one.
   */
  refusal(
    code: string,
    change: { status?: number; message?: string; headers?: Answer['headers'] } = {},
  ): Answer {
    const row = rowOf(code, change.status);
    return {
      status: change.status ?? row.status,
      ...(change.headers && { headers: change.headers }),
      body: {
        error_code: code,
        error_msg: change.message ?? row.message,
        ...(/^APIGW?\./.test(code) && { request_id: '' }),
      },
    };
  },

  /** 429 `.0308`. `retryAfter` is sent as it is: seconds, an HTTP date, nonsense; missing sends none. */
  throttled(limit = 60, per: 'second' | 'minute' = 'minute', retryAfter?: string, prefix = 'APIG'): Answer {
    return answers.refusal(`${prefix}.0308`, {
      message: `The throttling threshold has been reached: policy user over ratelimit, limit:${limit}, time:1 ${per}`,
      ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
    });
  },

  /** A keystone-style error of IAM. */
  keystone(status: number, title: string, message: string): Answer {
    return { status, body: { error: { code: status, message, title } } };
  },

  /** 200 with a page instead of JSON. */
  htmlInstead: (): Answer => html(200, 'Welcome'),
  /** A gateway's own page, e.g. 502 or 503. */
  htmlError: (status = 502, title = 'Bad Gateway'): Answer => html(status, title),
  noContent: (): Answer => ({ status: 204 }),
  redirect: (location: string, status = 302): Answer => ({ status, headers: { location }, body: '' }),
  /** A good answer whose headers pass 64 KiB. */
  bigHeader: (bytes = 64 * 1024): Answer => ({
    headers: { 'x-padding': 'x'.repeat(bytes) },
    body: { result: [SAMPLE_PLATE] },
  }),
  /** A good answer with headers that should be there once. */
  duplicateHeaders: (): Answer => ({
    headers: {
      'x-request-id': ['first', 'second'],
      'content-type': ['application/json', 'text/html'],
      'retry-after': ['1', '7'],
      'set-cookie': ['a=1', 'b=2'],
    },
    body: { result: [SAMPLE_PLATE] },
  }),
  /** A good answer with another server time. */
  dated: (date: Date | string): Answer => ({
    headers: { date: typeof date === 'string' ? date : date.toUTCString() },
    body: { result: [SAMPLE_PLATE] },
  }),
};
