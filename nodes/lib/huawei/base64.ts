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
  encode: (opening: string, part: Buffer, end: string) => Uint8Array;
}

/** Needs nothing, and takes new memory for each part. */
export const plainEncoder: Encoder = {
  encode: (opening, part, end) => Buffer.from(opening + part.toString('base64') + end, 'latin1'),
};

/** Encoders with memory of their own: as many as a busy Node-RED sends pictures at a time. */
const ENCODERS = 32;

/** Where the constants of `base64.wat` end, and each encoder's memory after the other begins. */
const FIRST_ROOM = 96;
/** Before and after the text. */
const MARGIN = 16;
const ROOM = MARGIN + (MOST_BYTES / 3) * 4 + MARGIN;
/** Of a part: so far behind the beginning of its text that this overwrites what has been read, and nothing else. */
const INPUT = MARGIN + MOST_BYTES / 3;

/**
 * Always encodes into the same memory, outside of V8's heap. Strings of the same text cost the garbage collector more
 * time than their encoding takes, and made a process that sends eight pictures of 5 MB a fifth larger.
 */
class VectorEncoder implements Encoder {
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

  encode(opening: string, part: Buffer, end: string): Uint8Array {
    const output = this.#output;
    const whole = part.length - (part.length % GROUP);
    this.#input.set(part);
    if (whole > 0) this.module.encode(this.room + INPUT, whole, this.room + MARGIN);
    const begin = MARGIN - opening.length;
    output.write(opening, begin, 'latin1');
    const rest = whole < part.length ? part.toString('base64', whole) : '';
    const restAt = MARGIN + (whole / 3) * 4;
    return output.subarray(begin, restAt + output.write(rest + end, restAt, 'latin1'));
  }
}

/** An encoder for one body. Where all others are taken, or there are no vector instructions, it is the plain one. */
export interface Lease {
  encoder: Encoder;
}

let idle: VectorEncoder[] | undefined;

/** undici may leave a body where it is when a connection breaks. Once that is collected, nothing is sent from it. */
const forgotten = new FinalizationRegistry<VectorEncoder>((encoder) => idle?.push(encoder));

/** To be given back when nothing is sent from it any more. */
export function takeEncoder(): Lease {
  idle ??= createEncoders();
  const encoder = idle.pop();
  const lease: Lease = { encoder: encoder ?? plainEncoder };
  if (encoder) forgotten.register(lease, encoder, lease);
  return lease;
}

/** Once for each that was taken. */
export function giveBack(lease: Lease): void {
  if (!(lease.encoder instanceof VectorEncoder)) return;
  forgotten.unregister(lease);
  idle?.push(lease.encoder);
}

function createEncoders(): VectorEncoder[] {
  try {
    const binary = readFileSync(join(__dirname, 'base64.wasm'));
    const module = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as Base64Module;
    const room = (i: number) => FIRST_ROOM + i * ROOM;
    const encoders = Array.from({ length: ENCODERS }, (_, i) => new VectorEncoder(module, room(i)));
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
