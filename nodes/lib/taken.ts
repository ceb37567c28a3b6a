export type TakenFrom = 'message' | 'download' | 'arrival';

export interface Taken {
  /** When the picture was taken, in ms since the epoch; `null` where the message's own time cannot be read. */
  takenAt: number | null;
  takenFrom: TakenFrom;
  warning?: string;
}

/** ISO 8601 with a zone; without one, the same text would mean another moment on another machine. */
const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** When the picture was taken: by the message's `time` (ms, Date or ISO 8601 with zone), else by our own clock. */
export function takenAt(time: unknown, own: { at: number; from: 'download' | 'arrival' }): Taken {
  if (time === undefined) return { takenAt: own.at, takenFrom: own.from };
  const at = milliseconds(time);
  if (Number.isFinite(at)) {
    return { takenAt: at, takenFrom: 'message', ...(isSeconds(time) && { warning: SECONDS }) };
  }
  return {
    takenAt: null,
    takenFrom: 'message',
    warning: 'msg.time is not a time: use ms since the epoch, a Date, or ISO 8601 text with a zone.',
  };
}

const SECONDS = 'msg.time seems to be in seconds, but is read as ms since the epoch: multiply it by 1000.';

/** A number that is a time of 2001 to 5138 in seconds, and one of January 1970 to 1973 in ms. */
function isSeconds(time: unknown): boolean {
  return typeof time === 'number' && time >= 1e9 && time < 1e11;
}

function milliseconds(time: unknown): number {
  if (typeof time === 'number') return time;
  if (time instanceof Date) return time.getTime();
  if (typeof time === 'string' && ISO_WITH_ZONE.test(time) && isDay(time.slice(0, 10))) {
    return Date.parse(time.replace(',', '.'));
  }
  return Number.NaN;
}

/** Date.parse takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const day = new Date(date);
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(date.slice(8));
}
