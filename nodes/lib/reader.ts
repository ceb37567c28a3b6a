import type { Crop } from './crop';
import type { Picture } from './picture';
import type { Plate } from './plate';

export type Engine = 'huawei' | 'edge';

/** What an engine found in a picture. */
export interface Reading {
  engine: Engine;
  /** The nearest car first; empty where there is no plate. */
  plates: Plate[];
  /** Calls of the service that this reading took; 1 for the embedded reader. */
  attempts: number;
  /** The service's own id of the answered request. */
  requestId?: string;
  /** Remarks for the flow's author, in words. */
  warnings?: string[];
  /** The error code because of which the embedded reader stepped in for the service. */
  fallback?: string;
  /** Where the picture was given as a URL and fetched here: its bytes, and when they came, in ms since the epoch. */
  downloaded?: { bytes: Uint8Array; at: number };
}

/** The one interface of both engines. */
export interface Reader {
  /**
   * Reads the plates in a picture. An aborted `signal` ends the work and rejects with the signal's reason.
   * Rejects with a `PlateError` for every expected failure.
   * @param crop the part to read; corners count in the full picture all the same
   */
  read(picture: Picture, signal: AbortSignal, crop?: Crop): Promise<Reading>;
  /** Frees sockets and threads at once; readings under way are rejected. */
  close(): Promise<void>;
}
