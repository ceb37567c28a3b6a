import { type Clock, systemClock } from '../clock';

/**
 * Of each signed body while there is always work: 240 KB. V8 lets its heap grow until the next full collection by how
 * fast it has grown before, and counts no pictures, though these are what fills the memory. With this much text of each
 * in the heap it collects half as often.
 */
const CHUNKS = 2;

/**
 * Of the first bodies after a pause, 1.2 MB: V8 has cleaned up then, and holds its heap as small as that, however fast it
 * grows, until a full collection finds 10 MiB more.
 */
const CHUNKS_AFTER_PAUSE = 10;

/** Three rounds of eight: such a collection comes after one or two. */
const FIRST_BODIES = 24;

/** ms without a signed body, after which V8 cleans up. */
const PAUSE = 8000;

/**
 * How much of a signed body's text is kept from its hashing to its sending: not only to encode it once. Signed messages
 * of 5 MB, several at once, took a seventh less processor time with it; docs/profile.md has the figures.
 */
export class KeptText {
  #last = Number.NEGATIVE_INFINITY;
  #sincePause = 0;

  constructor(private readonly clock: Pick<Clock, 'now'> = systemClock) {}

  /** Chunks to keep of one more body, whose hashing begins. */
  chunksOfNext(): number {
    const now = this.clock.now();
    if (now - this.#last >= PAUSE) this.#sincePause = 0;
    this.#last = now;
    this.#sincePause++;
    return this.#sincePause <= FIRST_BODIES ? CHUNKS_AFTER_PAUSE : CHUNKS;
  }
}
