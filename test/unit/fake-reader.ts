import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { PlateError } from '#nodes/lib/errors';
import type { Picture } from '#nodes/lib/picture';
import type { Plate } from '#nodes/lib/plate';
import type { Reader, Reading } from '#nodes/lib/reader';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';
import { Closed, type Recognized, Recognizer, type SharedReader } from '#nodes/lib/recognizer';
import { Slots } from '#nodes/lib/slots';
import { png } from './headers';

export const PLATE: Plate = {
  plate_number: '京A12345',
  plate_color: 'blue',
  plate_location: [
    [0, 0],
    [100, 0],
    [100, 30],
    [0, 30],
  ],
  confidence: 0.9,
};
export const READING: Reading = { engine: 'huawei', plates: [PLATE], attempts: 1, requestId: 'r1' };

/** One picture that a test decides on. */
export interface Call {
  picture: Picture;
  signal: AbortSignal;
  answer: (reading?: Partial<Reading>) => void;
  fail: (error: unknown) => void;
}

/** A reader that waits for the test's word, and keeps the interface's promise about its signal. */
export class FakeReader implements Reader {
  readonly calls: Call[] = [];

  read(picture: Picture, signal: AbortSignal): Promise<Reading> {
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
      this.calls.push({
        picture,
        signal,
        answer: (reading) => resolve({ ...READING, ...reading }),
        fail: reject,
      });
    });
  }

  /** The latest call, which must exist. */
  get last(): Call {
    const call = this.calls.at(-1);
    assert.ok(call, 'nothing is being read');
    return call;
  }

  async close(): Promise<void> {}
}

export interface Shared extends SharedReader {
  reader: FakeReader;
}

export function share(count = 1, engine: SharedReader['engine'] = 'huawei'): Shared {
  return { engine, reader: new FakeReader(), slots: new Slots(count) };
}

export function recognizerOf(
  shared: SharedReader,
  saved: Record<string, unknown> = {},
  onChange = () => {},
): Recognizer {
  return new Recognizer(parseRecognizeSettings(saved), () => shared, onChange);
}

/** A picture that can be told from every other by its width. */
export function pictureNumber(number: number): Buffer {
  return png(100 + number, 100);
}

export function numberOf(picture: Picture | undefined): number {
  assert.ok(picture?.kind === 'bytes');
  return picture.width - 100;
}

/** Sends a picture and keeps what becomes of it, in `fates` under its number. */
export class Flow {
  readonly fates = new Map<number, string[]>();
  readonly #ends: Promise<void>[] = [];

  constructor(private readonly recognizer: Recognizer) {}

  send(number: number): void {
    const fate: string[] = [];
    this.fates.set(number, fate);
    const end = (name: string) => void fate.push(name);
    this.#ends.push(
      this.recognizer.recognize(pictureNumber(number), undefined).then(
        () => end('plate'),
        (error: unknown) =>
          end(error instanceof PlateError ? error.code : error instanceof Closed ? 'closed' : 'bug'),
      ),
    );
  }

  fate(number: number): string {
    return this.fates.get(number)?.join(' and ') ?? 'never sent';
  }

  async settled(): Promise<void> {
    await Promise.all(this.#ends);
  }
}

/** Lets everything happen that needs no outside event. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await turn();
}

export async function errorOf(promise: Promise<Recognized>): Promise<PlateError> {
  const error: unknown = await promise.then(
    () => assert.fail('the picture was recognized'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlateError, String(error));
  return error;
}

export function assertAllFree(slots: Slots, count: number): void {
  const taken = Array.from({ length: count + 1 }, () => slots.tryTake());
  assert.equal(taken.filter(Boolean).length, count, 'slots are lost or were given back twice');
}
