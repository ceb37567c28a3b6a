import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the platform's types, which TypeScript has for browsers alone, what is needed here. */
declare const WebAssembly: {
  Module: new (binary: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

/** `base64.wat` */
interface Exports {
  memory: { buffer: ArrayBuffer };
  encode: (from: number, length: number, to: number) => void;
}

/** Bytes that `base64.wat` takes at a time. */
export const GROUP = 12;

/** Bytes of the longest part of a picture that is encoded in one go. */
export const MOST_BYTES = 8400 * GROUP;

/** Where the constants of `base64.wat` end. */
const FIRST_ROOM = 144;
/** Before and after the text. */
const MARGIN = 16;
const INPUT = MOST_BYTES + MARGIN;
const ROOM = INPUT + MARGIN + (MOST_BYTES / 3) * 4 + MARGIN;

/** Encodes one part of a picture at a time. */
export interface Encoder {
  /**
   * Text of a part of at most `MOST_BYTES`, between an opening and an end of at most 16 ASCII characters. It holds
   * until the next part is encoded. Only the last part may be no multiple of three.
   */
  encode: (opening: string, part: Buffer, end: string) => Uint8Array;
}

/** Needs nothing, and new memory for each part. */
export const plainEncoder: Encoder = {
  encode: (opening, part, end) => Buffer.from(opening + part.toString('base64') + end, 'latin1'),
};

/**
 * Encodes always into the same memory, outside of V8's heap. Strings of the same text cost the garbage collector more
 * time than their encoding takes, and made a process that sends eight pictures of 5 MB a fifth larger.
 */
class VectorEncoder implements Encoder {
  readonly #input: Uint8Array;
  readonly #output: Buffer;

  constructor(
    { memory }: Exports,
    private readonly encodeGroups: Exports['encode'],
    private readonly at: number,
  ) {
    this.#input = new Uint8Array(memory.buffer, at, INPUT);
    this.#output = Buffer.from(memory.buffer, at + INPUT, ROOM - INPUT);
  }

  encode(opening: string, part: Buffer, end: string): Uint8Array {
    const output = this.#output;
    const whole = part.length - (part.length % GROUP);
    this.#input.set(part);
    if (whole > 0) this.encodeGroups(this.at, whole, this.at + INPUT + MARGIN);
    const begin = MARGIN - opening.length;
    output.write(opening, begin, 'latin1');
    const rest = whole < part.length ? part.toString('base64', whole) : '';
    const at = MARGIN + (whole / 3) * 4;
    return output.subarray(begin, at + output.write(rest + end, at, 'latin1'));
  }
}

/** As many as a busy Node-RED sends pictures at a time; their memory is taken from the system as far as it is used. */
const MOST = 32;
let idle: VectorEncoder[] | undefined;

/** Whoever takes one gives it back. Where all are taken, or there are no vector instructions, it is the plain one. */
export function takeEncoder(): Encoder {
  idle ??= createEncoders();
  return idle.pop() ?? plainEncoder;
}

export function giveBack(encoder: Encoder): void {
  if (encoder instanceof VectorEncoder) idle?.push(encoder);
}

function createEncoders(): VectorEncoder[] {
  try {
    const binary = readFileSync(join(__dirname, 'base64.wasm'));
    const exports = new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as Exports;
    return Array.from(
      { length: MOST },
      (_, i) => new VectorEncoder(exports, exports.encode, FIRST_ROOM + i * ROOM),
    );
  } catch {
    // Old processors have none, and a limit on virtual memory may allow none.
    return [];
  }
}
