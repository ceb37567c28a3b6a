import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './types';

/** The newest exchanges of one kind, and how many are open. */
export class Log<E extends Exchange> {
  readonly entries: E[] = [];
  readonly #keep: number;
  #count = 0;
  #inFlight = 0;
  #maxInFlight = 0;
  #billed = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** All that ever arrived, also those no longer kept. */
  get count(): number {
    return this.#count;
  }

  /** 2xx answers: the service bills those and no others. */
  get billed(): number {
    return this.#billed;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get maxInFlight(): number {
    return this.#maxInFlight;
  }

  /** The entry with that number, if it came and is still kept. */
  find(number: number): E | undefined {
    return this.entries.find((entry) => entry.number === number);
  }

  /** Logs a request the moment its headers are in; `ended` runs when it is over. */
  open(
    req: IncomingMessage,
    res: ServerResponse,
    connection: number,
    more: (common: Exchange) => Omit<E, keyof Exchange>,
    ended: () => void,
  ): E {
    const finished = new Promise<void>((resolve) => {
      res.once('close', () => {
        // Faults write past the response, which then never "finishes"; only a response of ours counts as whole.
        entry.aborted = !res.writableFinished;
        entry.answeredAt = Date.now();
        this.#inFlight -= 1;
        if (entry.status !== undefined && entry.status >= 200 && entry.status < 300) this.#billed += 1;
        ended();
        resolve();
      });
    });
    this.#count += 1;
    const common: Exchange = { ...describe(req), number: this.#count, connection, aborted: false, finished };
    const entry = Object.assign(common, more(common)) as E;
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    this.entries.push(entry);
    if (this.entries.length > this.#keep) this.entries.shift();
    return entry;
  }
}

function describe(req: IncomingMessage): Omit<Exchange, 'number' | 'connection' | 'aborted' | 'finished'> {
  const length = req.headers['content-length'];
  const chunked = req.headers['transfer-encoding'] !== undefined;
  return {
    method: req.method ?? '',
    path: req.url ?? '',
    headers: flat(req),
    transfer: chunked ? 'chunked' : length === undefined ? 'none' : 'content-length',
    ...(length !== undefined && { contentLength: Number(length) }),
    arrivedAt: Date.now(),
    requestId: randomBytes(16).toString('hex'),
    bodyBytes: 0,
  };
}

/** Node drops some repeated headers; the raw list keeps them visible to tests. */
function flat(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  const raw = req.rawHeaders;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return headers;
}
