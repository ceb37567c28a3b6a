import { createEncoders, type Encoder, plainEncoder, type VectorEncoder } from './base64';

/** Encoders with memory of their own: as many as a busy Node-RED sends pictures at a time. */
const ENCODERS = 32;

/**
 * From V8 13 on (Node 24), 64 MB of new pictures begin a full collection before one of the young generation, which
 * would find the same pictures dead for a fraction of the time: that begins with 32 MB of other new objects, such as
 * strings.
 */
const STRINGS_HELP = Number.parseInt(process.versions.v8, 10) >= 13;

/** Bytes of text, of 16 MB of pictures. With more under way at once, they outlive the young generation all the same. */
const MOST_BY_STRINGS = (16_000_000 / 3) * 4;

/** An encoder for one body. */
export interface Lease {
  readonly encoder: Encoder;
  /** Missing: all others are taken, or there are no vector instructions. */
  readonly own: VectorEncoder | undefined;
}

let underWay = 0;
let idle: VectorEncoder[] | undefined;

/** undici may leave a body where it is when a connection breaks. Once that is collected, nothing is sent from it. */
const forgotten = new FinalizationRegistry<VectorEncoder>((encoder) => idle?.push(encoder));

/** A call with so many bytes of text is under way, until the function is called that this returns. */
export function startCall(bytes: number): () => void {
  underWay += bytes;
  return () => {
    underWay -= bytes;
  };
}

/** To be given back when nothing is sent from it any more. */
export function takeEncoder(): Lease {
  idle ??= createEncoders(ENCODERS);
  const own = idle.pop();
  if (!own) return { encoder: plainEncoder, own };
  const lease: Lease = { encoder: STRINGS_HELP && underWay <= MOST_BY_STRINGS ? own.byStrings : own, own };
  forgotten.register(lease, own, lease);
  return lease;
}

/** Once for each that was taken. */
export function giveBack(lease: Lease): void {
  if (!lease.own) return;
  forgotten.unregister(lease);
  idle?.push(lease.own);
}
