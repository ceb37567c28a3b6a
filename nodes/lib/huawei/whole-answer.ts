import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

/** The answer was larger than it may be. */
export class TooLong extends Error {}

/**
 * Collects an answer from undici's events, up to a size. What its request method makes of them, a stream and an
 * `AsyncResource`, takes longer than all the rest of a small answer.
 */
export class WholeAnswer implements Dispatcher.DispatchHandler {
  /** 0 until the answer has begun. */
  statusCode = 0;
  headers: IncomingHttpHeaders = {};
  /** The body as received; rejects with undici's error, with `TooLong`, or at once with an aborted signal's reason. */
  readonly text: Promise<string>;
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #resolve: (text: string) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(
    private readonly signal: AbortSignal,
    private readonly mostBytes: number,
  ) {
    this.text = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** undici looks at a signal only once it has a connection, which may be long after. */
  readonly #abort = (): void => {
    this.#reject(this.signal.reason);
    this.#controller?.abort(this.signal.reason);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.signal.aborted) controller.abort(this.signal.reason);
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    // "100 Continue" and the like announce the answer.
    if (statusCode < 200) return;
    this.statusCode = statusCode;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.mostBytes) controller.abort(new TooLong());
    else this.#parts.push(part);
  }

  onResponseEnd(): void {
    this.#forgetSignal();
    this.#resolve(Buffer.concat(this.#parts).toString('utf8'));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#forgetSignal();
    this.#reject(error);
  }

  #forgetSignal(): void {
    this.signal.removeEventListener('abort', this.#abort);
  }
}
