/**
 * Collects garbage now: what hangs on it here is pixels and pictures, of which V8 would let tens of MB pile up. The
 * reader's process is started so that this can be done; elsewhere it does nothing.
 */
export function collectGarbage(): void {
  globalThis.gc?.();
}
