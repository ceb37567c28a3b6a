import { Condition } from './condition';
import { type Service, type Surroundings, serve } from './dispatch';
import { Holds } from './holds';
import { IAM_PATH } from './iam';
import type { Log } from './log';
import { type EmulatorOptions, type Settings, withDefaults } from './options';
import { Script } from './script';
import { Listener } from './server';
import { iamService, ocrService } from './services';
import { State } from './state';
import type { Call, Exchange, Login } from './types';

/**
 * A local server that speaks the licence-plate API and IAM's token API by its own reading of the
 * reference, and misbehaves on demand. Steps given to it go to OCR requests; `iam` has a script of its own.
 */
export class Emulator extends Script<Call> {
  /** What is to happen to the next requests to IAM. */
  readonly iam = new Script<Login>();
  readonly #settings: Settings;
  readonly #state: State;
  readonly #condition = new Condition();
  readonly #around: Surroundings;
  readonly #ocr: Service<Call>;
  readonly #tokens: Service<Login>;
  readonly #listener: Listener;

  constructor(options: EmulatorOptions) {
    super();
    this.#settings = withDefaults(options);
    this.#state = new State(this.#settings, options.clockSkew ?? 0);
    this.#ocr = ocrService(this, this.#state);
    this.#tokens = iamService(this.iam, this.#state);
    const holds = new Holds(this.#condition);
    this.#around = { state: this.#state, holds, condition: this.#condition, undo: new Set() };
    this.#listener = new Listener(this.#settings, {
      accept: () => !this.takeForConnection(),
      request: (req, res, line) => {
        const forIam = req.url?.split('?', 1)[0] === IAM_PATH;
        void (forIam
          ? serve(req, res, line, this.#tokens, this.#around)
          : serve(req, res, line, this.#ocr, this.#around));
      },
      connections: () => this.#condition.changed(),
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
    return this.#ocr.log.entries;
  }

  get callCount(): number {
    return this.#ocr.log.count;
  }

  /** Calls answered with 2xx: those the service bills. */
  get billed(): number {
    return this.#ocr.log.billed;
  }

  /** Requests to IAM, in order of arrival, the newest `keep` of them. */
  get logins(): readonly Login[] {
    return this.#tokens.log.entries;
  }

  get loginCount(): number {
    return this.#tokens.log.count;
  }

  /** Calls whose exchange is not over. */
  get inFlight(): number {
    return this.#ocr.log.inFlight;
  }

  get maxInFlight(): number {
    return this.#ocr.log.maxInFlight;
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

  /** The next call, as soon as its headers are in; `finished` tells when it is over. */
  nextCall(): Promise<Call> {
    return this.#next(this.#ocr.log);
  }

  /** The next request to IAM, likewise. */
  nextLogin(): Promise<Login> {
    return this.#next(this.#tokens.log);
  }

  /** Resolves once at least that many requests are being held. */
  held(count = 1): Promise<void> {
    return this.until(() => this.#around.holds.size >= count);
  }

  /** Lets held requests go on, oldest first; default all of them. */
  release(count = Number.POSITIVE_INFINITY): void {
    this.#around.holds.release(count);
  }

  /** Resolves when no call is open. */
  idle(): Promise<void> {
    return this.until(() => this.inFlight === 0);
  }

  /** Resolves when no connection is open. */
  disconnected(): Promise<void> {
    return this.until(() => this.openSockets === 0);
  }

  /** A new token for the project, as IAM would hand out; `lifetime` in ms. */
  issueToken(lifetime = this.#settings.tokenLifetime): string {
    const { projectId, tokenBytes } = this.#settings;
    return this.#state.tokens.issue(projectId, this.#state.serverTime(), lifetime, tokenBytes).value;
  }

  /** Every token known so far "must be updated" (`.0307`). */
  revokeTokens(): void {
    this.#state.tokens.revokeAll();
  }

  /** Every token known so far has expired (`.0301`). */
  expireTokens(): void {
    this.#state.tokens.expireAll();
  }

  /** Forgets failed logins and signatures: nobody is locked any more. */
  unlock(): void {
    this.#state.logins.clear();
    this.#state.keys.clear();
  }

  /** Destroys all connections and refuses new ones; the port stays remembered. */
  stop(): Promise<void> {
    for (const undo of this.#around.undo) undo();
    return this.#listener.stop();
  }

  /** Stops if needed and listens (again) on the same port; logs, tokens and scripts stay. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#listener.start();
  }

  /** Ends everything; whoever still waits for something here is rejected. */
  async close(): Promise<void> {
    await this.stop();
    this.#condition.abandon(new Error('The emulator was closed'));
  }

  async #next<E extends Exchange>(log: Log<E>): Promise<E> {
    const number = log.count + 1;
    await this.until(() => log.find(number) !== undefined);
    const next = log.find(number);
    if (!next) throw new Error(`Request ${number} is no longer kept`);
    return next;
  }
}

/** Starts an emulator on 127.0.0.1, on a port of the system's choice. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new Emulator(options);
  await emulator.restart();
  return emulator;
}
