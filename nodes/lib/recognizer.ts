import { TimedWork } from './deadline';
import { orProblem, PlateError, ServiceClosed } from './errors';
import { type Download, fetchHere } from './fetch-here';
import type { Health } from './health';
import { type Picture, pictureFrom } from './picture';
import type { Engine, Reader } from './reader';
import type { RecognizeSettings } from './recognize-settings';
import { type Occasion, type Recognized, recognizedFrom } from './recognized';
import { busy, explained, notFetchedHere, superseded, tooLate } from './recognizer-errors';
import type { Release, Slots } from './slots';
import { WaitingRoom } from './waiting-room';

export type { Recognition, Recognized } from './recognized';

/** What a service node lends to the nodes that use it. */
export interface SharedReader {
  engine: Engine;
  reader: Reader;
  /** Pictures in work at once, over all nodes that share the service. */
  slots: Slots;
  /** Whether the service can be reached; missing where there is none to reach. */
  health?: Health;
}

/** What a service node offers to the nodes that use it. */
export interface Lender {
  /** Throws `NOT_CONFIGURED` or `BAD_CONFIG` where its saved properties are not enough to read with. */
  lend: () => SharedReader;
}

/** Rejects what is under way when its node closes: such messages end quietly. */
export class Closed extends Error {}

interface Visitor {
  enter: (release: Release) => void;
  leave: (reason: PlateError | Closed) => void;
}

/** A message before its picture is read. */
type Arrived = Omit<Occasion, 'duration'>;

/** Takes pictures as they come, and reads as many at once as the service allows. */
export class Recognizer {
  readonly #room: WaitingRoom<Visitor>;
  /** Not a Set: what a Set that is never empty has held stays in memory until the next full garbage collection. */
  readonly #inWork: TimedWork[] = [];
  #shared: SharedReader | undefined;
  #unwatch = () => {};
  #calling = false;
  #closed = false;

  constructor(
    private readonly settings: RecognizeSettings,
    /** Throws `NOT_CONFIGURED` or `BAD_CONFIG` where there is nothing to lend. */
    private readonly lend: () => SharedReader,
    private readonly onChange: () => void,
    /** Fetches a URL here, in place of the service. */
    private readonly download: Download = () => Promise.reject(notFetchedHere()),
  ) {
    this.#room = new WaitingRoom(settings.waiting, settings.overflow);
  }

  get inWork(): number {
    return this.#inWork.length;
  }

  /** Whether the service is known to be out of reach. */
  get offline(): boolean {
    return this.#shared?.health?.offline ?? false;
  }

  /** Throws `NOT_CONFIGURED` or `BAD_CONFIG` where there is nothing to read with. */
  borrow(): SharedReader {
    const shared = this.lend();
    if (shared !== this.#shared) {
      this.#unwatch();
      this.#shared = shared;
      this.#unwatch = shared.health?.watch(this.onChange) ?? (() => {});
    }
    return shared;
  }

  /**
   * Reads the plates in what a message carries.
   * Rejects with a `PlateError` that says why there is none, or with `Closed`.
   */
  async recognize(value: unknown, time: unknown): Promise<Recognized> {
    if (this.#closed) throw new Closed();
    const arrival = Date.now();
    const { slots } = this.borrow();
    const picture = pictureFrom(value);
    const release = await this.#enter(slots, picture);
    try {
      if (this.#closed) throw new Closed();
      const { engine, reader } = this.#borrowAgain();
      return await this.#read(reader, engine, { picture, arrival, time });
    } finally {
      release();
    }
  }

  /**
   * After its wait: the deploy of a service that an environment variable names does not reach this node. So the service
   * may be another one by now; and between the two, there is none.
   */
  #borrowAgain(): SharedReader {
    try {
      return this.borrow();
    } catch (error) {
      throw error instanceof PlateError && error.code === 'NOT_CONFIGURED' ? new ServiceClosed() : error;
    }
  }

  /** Ends everything at once: what waits or is under way rejects with `Closed`. */
  close(): void {
    this.#closed = true;
    this.#unwatch();
    for (const visitor of this.#room.clear()) visitor.leave(new Closed());
    for (const work of this.#inWork) work.abort(new Closed());
  }

  /** Waits for a slot; rejects with `BUSY` or `SUPERSEDED` where there is no room to wait in. */
  async #enter(slots: Slots, picture: Picture): Promise<Release> {
    const free = this.#room.size === 0 ? slots.tryTake() : undefined;
    if (free) return free;
    return new Promise((enter, leave) => {
      const visitor: Visitor = { enter, leave };
      const bytes = picture.kind === 'bytes' ? picture.bytes.length : 0;
      for (const out of this.#room.admit({ item: visitor, bytes })) {
        out.leave(out === visitor ? busy() : superseded());
      }
      void this.#callNext(slots);
    });
  }

  /** Asks for one slot at a time, so that nodes that share a service take turns. */
  async #callNext(known: Slots): Promise<void> {
    if (this.#calling) return;
    this.#calling = true;
    let slots = known;
    while (this.#room.size > 0) {
      slots = this.#slotsNow(slots);
      const release = await slots.take();
      // While many wait, those of a service that is not there any more would be handed on for ever.
      const next = this.#room.size > 0 && slots === this.#slotsNow(slots) && this.#room.next();
      if (next) next.enter(release);
      else release();
    }
    this.#calling = false;
  }

  /** Where there is no service now, messages are told so at their turn. */
  #slotsNow(known: Slots): Slots {
    const shared = orProblem(() => this.borrow());
    return shared instanceof PlateError ? known : shared.slots;
  }

  async #read(reader: Reader, engine: Engine, arrived: Arrived): Promise<Recognized> {
    const { timeout, crop, minConfidence } = this.settings;
    let { picture } = arrived;
    const url = this.#urlFetchedHere(picture, engine);
    /** Whose picture has not come yet. */
    let camera = url?.host;
    const work = new TimedWork(timeout, () => tooLate(timeout, engine, camera));
    const start = performance.now();
    this.#inWork.push(work);
    this.onChange();
    try {
      const fetched = url && (await fetchHere(this.download, url.href, work.signal));
      camera = undefined;
      picture = fetched?.picture ?? picture;
      const found = await reader.read(picture, work.signal, crop);
      const reading = fetched ? { ...found, downloaded: fetched.downloaded } : found;
      const duration = Math.round(performance.now() - start);
      return recognizedFrom(reading, { ...arrived, picture, duration }, minConfidence);
    } catch (error) {
      // Node-RED may close the service first: then its reason comes before our own.
      throw this.#closed ? new Closed() : explained(error, picture);
    } finally {
      work.end();
      this.#inWork.splice(this.#inWork.indexOf(work), 1);
    }
  }

  #urlFetchedHere(picture: Picture, engine: Engine): URL | undefined {
    const here = this.settings.download === 'node' || engine === 'edge';
    return here && picture.kind === 'url' ? new URL(picture.url) : undefined;
  }
}
