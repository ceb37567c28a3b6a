import type { ListEntry } from './list';
import type { PlateFacts } from './plate-kind';

export type Decision = 'allow' | 'deny';

/** Why: flows switch on it. Only `listed` allows. */
export type Reason =
  | 'listed'
  | 'unknown'
  | 'ambiguous'
  | 'low-confidence'
  | 'stale'
  | 'not-yet-valid'
  | 'expired'
  | 'no-plate'
  | 'error'
  | 'bad-list'
  | 'fallback'
  | 'no-agreement';

/** What becomes `msg.gate`. */
export interface Verdict {
  decision: Decision;
  reason: Reason;
  /** The judged plate as the reader spelt it; `''` where there is none. */
  plate_number: string;
  plate: PlateFacts;
  /** The entry of the list that the plate was matched with, also where the entry or the reading does not open. */
  match?: ListEntry;
  /** Between the plate and the nearest listed one, where that is within the tolerance. */
  distance?: number;
  /** Seconds since the picture was taken, negative if its clock is ahead; `null` where that is not known. */
  age: number | null;
  /** What else came into question: it explains `ambiguous`. */
  others: Other[];
}

/** Another plate in the picture, with what it would have got alone; or a listed plate that is just as near. */
export type Other =
  | { where: 'picture'; plate_number: string; decision: Decision; reason: Reason }
  | { where: 'list'; plate_number: string; name?: string; distance: number };
