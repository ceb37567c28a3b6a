import { inflateSync } from 'node:zlib';
import { undecodable } from './undecodable';

/**
 * Unpacks one strip or tile to exactly `length` bytes; what is missing stays 0.
 * Compression 1 none, 5 LZW, 8 and 32946 Deflate, 32773 PackBits.
 */
export function unpack(packed: Uint8Array, compression: number, length: number): Uint8Array {
  switch (compression) {
    case 1:
      return fitted(packed, length);
    case 5:
      return unpackLzw(packed, length);
    case 8:
    case 32946:
      return fitted(inflateSync(packed, { maxOutputLength: length * 2 + 1024 }), length);
    case 32773:
      return unpackPackBits(packed, length);
    default:
      throw undecodable('TIFF');
  }
}

function fitted(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(bytes.subarray(0, length));
  return out;
}

/** TIFF 6.0, section 9. */
function unpackPackBits(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0, to = 0; at < packed.length && to < length; ) {
    const control = packed[at++] ?? 0;
    if (control < 128) {
      out.set(packed.subarray(at, at + Math.min(control + 1, length - to)), to);
      at += control + 1;
      to += control + 1;
    } else if (control > 128) {
      out.fill(packed[at++] ?? 0, to, to + 257 - control);
      to += 257 - control;
    }
  }
  return out;
}

const CLEAR = 256;
const END = 257;
const FIRST_CODE = 258;
const MAX_CODES = 4096;

/** TIFF 6.0, section 13: codes of 9 to 12 bits, most significant bit first, widened one code early. */
function unpackLzw(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const prefix = new Uint16Array(MAX_CODES);
  const lengths = new Uint16Array(MAX_CODES).fill(1, 0, CLEAR);
  const last = Uint8Array.from({ length: MAX_CODES }, (_, code) => code & 255);
  let [next, bits, previous, to] = [FIRST_CODE, 9, -1, 0];
  for (let bit = 0; bit + bits <= packed.length * 8 && to < length; ) {
    const code = readBits(packed, bit, bits);
    bit += bits;
    if (code === END) break;
    if (code === CLEAR) {
      [next, bits, previous] = [FIRST_CODE, 9, -1];
      continue;
    }
    if (code > next || (code >= CLEAR && previous < 0)) throw undecodable('TIFF');
    if (previous >= 0 && next < MAX_CODES) {
      prefix[next] = previous;
      lengths[next] = (lengths[previous] ?? 0) + 1;
      last[next] = firstByte(code === next ? previous : code, prefix, last);
      next++;
    }
    to = write(out, to, code, { prefix, lengths, last });
    previous = code;
    if (next >= 2 ** bits - 1 && bits < 12) bits++;
  }
  return out;
}

interface Table {
  prefix: Uint16Array;
  lengths: Uint16Array;
  last: Uint8Array;
}

/** Writes the bytes of a code back to front, and returns where the next code's start. */
function write(out: Uint8Array, to: number, code: number, { prefix, lengths, last }: Table): number {
  const end = to + (lengths[code] ?? 0);
  for (let at = end - 1, part = code; at >= to; at--, part = prefix[part] ?? 0) {
    if (at < out.length) out[at] = last[part] ?? 0;
  }
  return end;
}

function firstByte(code: number, prefix: Uint16Array, last: Uint8Array): number {
  let part = code;
  while (part >= FIRST_CODE) part = prefix[part] ?? 0;
  return last[part] ?? 0;
}

function readBits(bytes: Uint8Array, bit: number, count: number): number {
  const at = bit >> 3;
  const window = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (window >> (24 - count - (bit & 7))) & (2 ** count - 1);
}
