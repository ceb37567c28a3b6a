import { type Agent, type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { request as requestSecurely } from 'node:https';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  /** Sent as they are; `content-length` is added unless `chunked`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly chunked?: boolean;
  /** Default: a connection of its own. */
  readonly agent?: Agent;
  /** PEM of the authority to trust, for https. */
  readonly ca?: string;
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, repeated ones included. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  /** 1xx statuses that came first. */
  readonly interim: readonly number[];
}

/** One exchange with nothing but Node's own client: what the wire says, no product code in between. */
export function sendRaw(base: string, { method = 'POST', path, headers, body = '', ...more }: RawRequest) {
  const secure = base.startsWith('https:');
  const length = more.chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const { hostname, port } = new URL(base);
  const options: RequestOptions & { ca?: string } = {
    hostname,
    port,
    method,
    path,
    agent: more.agent ?? false,
    maxHeaderSize: 512 * 1024,
    headers: { ...length, ...headers },
    ...(more.ca && { ca: more.ca }),
  };
  return new Promise<RawReply>((resolve, reject) => {
    const interim: number[] = [];
    const req = secure ? requestSecurely(options) : request(options);
    req.on('error', reject);
    req.on('information', ({ statusCode }) => interim.push(statusCode));
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('error', reject);
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const { statusCode: status = 0, headers: answered, rawHeaders } = res;
        resolve({ status, headers: answered, rawHeaders, text: Buffer.concat(chunks).toString(), interim });
      });
    });
    req.end(body);
  });
}

/** The body's `error_code`, if it is JSON and has one. */
export function errorCode(reply: RawReply): unknown {
  try {
    const body: unknown = JSON.parse(reply.text);
    return typeof body === 'object' && body !== null && 'error_code' in body ? body.error_code : undefined;
  } catch {
    return undefined;
  }
}
