import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the platform's types, which TypeScript has for browsers alone, what is needed here. */
declare const WebAssembly: {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

/** `base64.wat` */
interface Base64Module {
  memory: { buffer: ArrayBuffer };
  encode: (from: number, length: number, to: number) => void;
}

/** Bytes that `base64.wat` takes at a time. */
export const GROUP = 12;

/** Bytes of the longest part of a picture that is encoded in one go. */
export const MOST_BYTES = 8400 * GROUP;

/** Encodes a picture part by part. */
export interface Encoder {
  /**
   * Text of a part of at most `MOST_BYTES`, between an opening and an end of at most 16 ASCII characters each. It holds
   * until the next part is encoded, or the encoder is given back. Only the last part may be no multiple of three.
   */
  encode: (opening: string, part: Buffer, end: string) => Buffer;
}

/** Needs nothing, and takes new memory for each part. */
export const plainEncoder: Encoder = {
  encode: (opening, part, end) => Buffer.from(opening + part.toString('base64') + end, 'latin1'),
};

/** Where the constants of `base64.wat` end, and each encoder's memory after the other begins. */
const FIRST_ROOM = 96;
/** Before and after the text. */
const MARGIN = 16;
const ROOM = MARGIN + (MOST_BYTES / 3) * 4 + MARGIN;
/** Of a part: so far behind the beginning of its text that this overwrites what has been read, and nothing else. */
const INPUT = MARGIN + MOST_BYTES / 3;

/**
 * Always encodes into the same memory, outside of V8's heap. On Node 20 and 22, strings of the same text cost the garbage
 * collector more time than their encoding takes, and made a process that sends eight pictures of 5 MB a fifth larger.
 */
export class VectorEncoder implements Encoder {
  /** By way of strings into the same memory, where their garbage helps: see encoders.ts. */
  readonly byStrings: Encoder = {
    encode: (opening, part, end) =>
      this.#enclose(opening, this.#output.write(part.toString('base64'), MARGIN, 'latin1'), end),
  };
  readonly #input: Uint8Array;
  readonly #output: Buffer;

  constructor(
    private readonly module: Base64Module,
    private readonly room: number,
  ) {
    const { buffer } = module.memory;
    this.#input = new Uint8Array(buffer, room + INPUT, MOST_BYTES);
    this.#output = Buffer.from(buffer, room, ROOM);
  }

  encode(opening: string, part: Buffer, end: string): Buffer {
    const whole = part.length - (part.length % GROUP);
    this.#input.set(part);
    if (whole > 0) this.module.encode(this.room + INPUT, whole, this.room + MARGIN);
    const rest = whole < part.length ? part.toString('base64', whole) : '';
    return this.#enclose(opening, (whole / 3) * 4, rest + end);
  }

  /** Puts what stands around it to a text of `length` characters that has been written. */
  #enclose(opening: string, length: number, end: string): Buffer {
    const output = this.#output;
    const begin = MARGIN - opening.length;
    output.write(opening, begin, 'latin1');
    const endAt = MARGIN + length;
    return output.subarray(begin, endAt + output.write(end, endAt, 'latin1'));
  }
}

/** So many; none where they do not work. */
export function createEncoders(count: number): VectorEncoder[] {
  try {
    const binary = readFileSync(join(__dirname, 'base64.wasm'));
    const module = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as Base64Module;
    const room = (i: number) => FIRST_ROOM + i * ROOM;
    const encoders = Array.from({ length: count }, (_, i) => new VectorEncoder(module, room(i)));
    return encoders[0] && encodesWell(encoders[0]) ? encoders : [];
  } catch {
    // Old processors have no such instructions, and a limit on virtual memory may allow no memory.
    return [];
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Some builds of V8 compile vector instructions wrongly, such as those for POWER in Node 20 and 22. */
function encodesWell(encoder: VectorEncoder): boolean {
  // Each letter at each of the sixteen places.
  const text = Array.from({ length: 64 * 16 }, (_, i) => LETTERS[((i >> 4) + 5 * i) % 64]).join('');
  return Buffer.from(encoder.encode('', Buffer.from(text, 'base64'), '')).toString('latin1') === text;
}
