/** A plate in the API's own words; loose on purpose, so that odd answers can be told too. */
export interface Plate {
  plate_number?: string | null;
  plate_color?: string | null;
  plate_location?: unknown;
  confidence?: unknown;
}

/** What to send back. An object body is sent as JSON, a string or a Buffer as it is. */
export interface Answer {
  /** HTTP status; 200 when missing. */
  readonly status?: number;
  /** An array sends the header once per value. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | object;
  /** `true` sends the body in chunks, without a content-length. */
  readonly chunked?: boolean;
}

/** How far an exchange gets before something goes wrong. */
export type Moment =
  /**
   * The request's headers are in; its body is not read. (A client that leaves while held here is
   * not noticed before the release: its end of stream waits behind the unread bytes.)
   */
  | 'arrival'
  /** The request is read whole; nothing is answered. */
  | 'before-headers'
  /** Status and headers are sent, no byte of the body. */
  | 'after-headers'
  /** Half of the body is sent. */
  | 'mid-body';

/**
 * One way not to answer properly. Where `answer` is missing the exchange would have ended with
 * what the emulator answers by itself.
 */
export type Fault =
  /** TCP reset (RST); `connect` means as soon as the next connection is accepted. */
  | { readonly fault: 'reset'; readonly when: Moment | 'connect'; readonly answer?: Answer }
  /** Orderly close (FIN) too early. */
  | { readonly fault: 'hangup'; readonly when: Moment; readonly answer?: Answer }
  /** Holds the request at that moment until `release()`, then carries on with the answer. */
  | { readonly fault: 'hold'; readonly when: Moment; readonly answer?: Answer }
  /** Sends the body `bytes` at a time, every `tick` ms (default 5). */
  | { readonly fault: 'trickle'; readonly bytes: number; readonly tick?: number; readonly answer?: Answer }
  /**
   * Cuts the body in half. `right`: content-length of the half, connection stays; `wrong`: content-length of
   * the whole, then FIN; `chunked`: chunked without its end, then FIN; `short`: the whole body under the half's length.
   */
  | {
      readonly fault: 'truncate';
      readonly length: 'right' | 'wrong' | 'chunked' | 'short';
      readonly answer?: Answer;
    }
  /** `content-encoding: gzip`, valid JSON of that many bytes (default 32 MiB) in a few KiB. */
  | { readonly fault: 'gzip-bomb'; readonly bytes?: number }
  /** Valid JSON of at least that many bytes (default 2 MiB), chunked; `Infinity` never ends. */
  | { readonly fault: 'oversize'; readonly bytes?: number; readonly status?: number }
  /** A 1xx answer first (default one 103), then the real one. */
  | {
      readonly fault: 'informational';
      readonly status?: number;
      readonly times?: number;
      readonly answer?: Answer;
    }
  /** Answers as soon as the headers are in, whatever the body will be; then reads it away, or (`close`) does not. */
  | { readonly fault: 'early'; readonly answer: Answer; readonly close?: boolean }
  /** Bytes that are not HTTP, then FIN. */
  | { readonly fault: 'garbage' }
  /** Answers well as if to keep the connection, then closes it at once. */
  | { readonly fault: 'close-idle'; readonly answer?: Answer }
  /** Answers well; the next request on that connection is reset, closed, or never answered. */
  | {
      readonly fault: 'half-open';
      readonly next: 'reset' | 'hangup' | 'silence';
      readonly answer?: Answer;
    }
  /** Every token known by now is dead from this request on; this request is judged again with its token. */
  | { readonly fault: 'drop-tokens'; readonly how: 'revoked' | 'expired' };

export type Step = Answer | Fault;

/** What every logged request has, whether OCR or IAM. Filled in as the exchange goes on. */
export interface Exchange {
  /** 1 for the first of its log. */
  readonly number: number;
  readonly method: string;
  /** Request target as sent, query included. */
  readonly path: string;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first connection the emulator accepted. */
  readonly connection: number;
  readonly transfer: 'content-length' | 'chunked' | 'none';
  readonly contentLength?: number;
  /** ms since the epoch, by the real clock. */
  readonly arrivedAt: number;
  /** Also sent as `X-Request-Id`. */
  readonly requestId: string;
  /** Bytes of the body that came in. */
  bodyBytes: number;
  /** HTTP status sent; missing while nothing was sent. */
  status?: number;
  /** error_code sent, if any. */
  code?: string;
  /** ms since the epoch when the exchange ended. */
  answeredAt?: number;
  /** The answer was not delivered whole, whoever ended it. */
  aborted: boolean;
  /** The scripted fault played on this request. */
  fault?: Fault['fault'];
  /** Resolves when the exchange is over, however it ended. */
  readonly finished: Promise<void>;
}

/** A request to anything but IAM. */
export interface Call extends Exchange {
  /** Project id of the path, percent-decoded. */
  project?: string;
  auth: 'token' | 'signature' | 'none';
  accessKey?: string;
  /** Enterprise project the cost goes to; `default` when the header is missing or malformed. */
  billedTo: string;
  kind?: 'image' | 'url';
  url?: string;
  picture?: PictureFacts;
}

export interface PictureFacts {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly format?: PictureFormat;
  readonly width?: number;
  readonly height?: number;
}

export type PictureFormat = 'jpeg' | 'png' | 'bmp' | 'tiff';

/** A request to IAM. The password is not kept. */
export interface Login extends Exchange {
  account?: string;
  username?: string;
  scope?: 'project' | 'domain';
}
