// The wire format of Protocol Buffers, without schemas: https://protobuf.dev/programming-guides/encoding/

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** @typedef {{ field: number, wire: number, value: bigint | Uint8Array }} Field */

/**
 * @param {Uint8Array} bytes
 * @returns {Field[]}
 */
export function decodeFields(bytes) {
  const fields = [];
  let at = 0;
  const take = (length) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const [field, wire] = [key >> 3, key & 7];
    if (wire === VARINT) fields.push({ field, wire, value: varint() });
    else if (wire === BYTES) fields.push({ field, wire, value: take(Number(varint())) });
    else if (wire === FIXED32) fields.push({ field, wire, value: take(4) });
    else if (wire === FIXED64) fields.push({ field, wire, value: take(8) });
    else throw new Error(`Wire type ${wire} is unknown`);
  }
  return fields;
}

/** @param {Field[]} fields */
export function encodeFields(fields) {
  const parts = [];
  for (const { field, wire, value } of fields) {
    parts.push(varint((field << 3) | wire));
    if (wire === BYTES) parts.push(varint(value.length));
    parts.push(wire === VARINT ? varint(value) : value);
  }
  return Buffer.concat(parts);
}

function varint(number) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(number));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export const integer = (field, value) => ({ field, wire: VARINT, value: BigInt(value) });
export const bytes = (field, value) => ({ field, wire: BYTES, value });
export const text = (field, value) => bytes(field, Buffer.from(value));
export function float(field, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return { field, wire: FIXED32, value: bytes };
}
