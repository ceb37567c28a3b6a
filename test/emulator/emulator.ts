import type { IncomingMessage, ServerResponse } from 'node:http';
import { Condition } from './condition';
import { handle, type Service, type Surroundings } from './dispatch';
import { Holds } from './holds';
import type { Line } from './line';
import { Log } from './log';
import { describeCall, judge, MAX_BODY } from './ocr';
import { type EmulatorOptions, type Settings, withDefaults } from './options';
import { Script } from './script';
import { Listener } from './server';
import { State } from './state';
import type { Call } from './types';

/**
 * A local server that speaks the licence-plate API and IAM's token API by its own reading of the
 * reference, and misbehaves on demand. Scripted steps go to OCR requests; `iam` has a script of its own.
 */
export class Emulator extends Script<Call> {
  readonly #settings: Settings;
  readonly #state: State;
  readonly #listener: Listener;
  readonly #condition = new Condition();
  readonly #around: Surroundings;
  readonly #log: Log<Call>;
  readonly #ocr: Service<Call>;

  constructor(options: EmulatorOptions) {
    super();
    this.#settings = withDefaults(options);
    this.#state = new State(this.#settings, options.clockSkew ?? 0);
    this.#log = new Log<Call>(this.#settings.keep);
    this.#state.inFlight = () => this.#log.inFlight;
    const holds = new Holds(this.#condition);
    this.#around = { state: this.#state, holds, condition: this.#condition, undo: new Set() };
    this.#ocr = {
      script: this,
      bodyLimit: MAX_BODY,
      keepBodies: (call) => this.#settings.checks === 'all' || call.auth === 'signature',
      judge: (call, body) => judge(call, body, this.#state),
    };
    this.#listener = new Listener(this.#settings, {
      accept: () => !this.takeForConnection(),
      request: (req, res, line) => this.#request(req, res, line),
      connections: () => this.#condition.changed(),
      unreadable: (error) => unreadable(error),
    });
  }

  get url(): string {
    return `${this.#settings.tls ? 'https' : 'http'}://${this.host}`;
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get port(): number {
    return this.#listener.port;
  }

  get projectId(): string {
    return this.#settings.projectId;
  }

  /** A token that is accepted from the start. */
  get token(): string {
    return this.#settings.tokens[0] ?? '';
  }

  /** Requests to anything but IAM, in order of arrival, the newest `keep` of them. */
  get calls(): readonly Call[] {
    return this.#log.entries;
  }

  get callCount(): number {
    return this.#log.count;
  }

  /** OCR requests whose exchange is not over. */
  get inFlight(): number {
    return this.#log.inFlight;
  }

  get maxInFlight(): number {
    return this.#log.maxInFlight;
  }

  get openSockets(): number {
    return this.#listener.open;
  }

  /** Connections ever accepted. */
  get connections(): number {
    return this.#listener.accepted;
  }

  /** ms the server's clock is ahead: `Date` header, signatures, expiry of tokens. */
  get clockSkew(): number {
    return this.#state.clockSkew;
  }

  set clockSkew(ms: number) {
    this.#state.clockSkew = ms;
  }

  /** Resolves when the state asked for holds; asked again whenever something happens here. Rejects on close. */
  until(test: () => boolean): Promise<void> {
    return this.#condition.until(test);
  }

  /** The next OCR request, as soon as its headers are in; `finished` tells when it is over. */
  async nextCall(): Promise<Call> {
    let next: Call | undefined;
    const seen = this.callCount;
    await this.until(() => {
      next = this.calls.find((call) => call.number === seen + 1);
      return next !== undefined;
    });
    if (!next) throw new Error('unreachable: the condition found a call');
    return next;
  }

  /** Resolves once at least that many requests are being held. */
  held(count = 1): Promise<void> {
    return this.until(() => this.#around.holds.size >= count);
  }

  /** Lets held requests go on, oldest first; default all of them. */
  release(count = Number.POSITIVE_INFINITY): void {
    this.#around.holds.release(count);
  }

  /** Resolves when no OCR request is open. */
  idle(): Promise<void> {
    return this.until(() => this.inFlight === 0);
  }

  /** Resolves when no connection is open. */
  disconnected(): Promise<void> {
    return this.until(() => this.openSockets === 0);
  }

  /** Every token known so far "must be updated" (`.0307`). */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Every token known so far has expired (`.0301`). */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }

  listen(): Promise<void> {
    return this.#listener.start();
  }

  /** Destroys all connections and refuses new ones; the port stays remembered. */
  stop(): Promise<void> {
    for (const undo of this.#around.undo) undo();
    return this.#listener.stop();
  }

  /** Stops if needed and listens again on the same port; logs, tokens and script stay. */
  async restart(): Promise<void> {
    await this.stop();
    await this.listen();
  }

  /** Ends everything; whoever still waits for something here is rejected. */
  async close(): Promise<void> {
    await this.stop();
    this.#condition.abandon(new Error('The emulator was closed'));
  }

  #request(req: IncomingMessage, res: ServerResponse, line: Line): void {
    const ended = (): void => this.#condition.changed();
    const call = this.#log.open(req, res, line.number, describeCall, ended);
    // Whatever goes wrong in here must show as a broken connection, not end the test process.
    handle(req, res, line, call, this.#ocr, this.#around).catch((error: unknown) => {
      res.destroy(error instanceof Error ? error : undefined);
    });
  }
}

function unreadable(error: NodeJS.ErrnoException): string {
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '494 Request Header Too Large' : '400 Bad Request';
  return `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
}

/** Starts an emulator on 127.0.0.1, on a port of the system's choice. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.listen();
  return emulator;
}
