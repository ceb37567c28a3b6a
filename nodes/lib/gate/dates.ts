const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):?(\d{2}))$/;

/**
 * When something begins that is valid from `value`: the local start of a `YYYY-MM-DD`, or an ISO 8601 instant with
 * its zone. Milliseconds since the epoch; `NaN` where it cannot be read, which compares as neither before nor after.
 */
export function startOf(value: unknown): number {
  return dayAfter(value, 0) ?? instant(value);
}

/** The last millisecond of something valid until `value`, a day being included to its local end. See `startOf`. */
export function endOf(value: unknown): number {
  const next = dayAfter(value, 1);
  return next === undefined ? instant(value) : next - 1;
}

/** Local midnight `days` after a `YYYY-MM-DD`; by the calendar, because a day of a clock change has no 24 hours. */
function dayAfter(value: unknown, days: number): number | undefined {
  const match = typeof value === 'string' ? DAY.exec(value.trim()) : null;
  if (!match) return undefined;
  const [year, month, day] = numbers(match);
  return isOnCalendar(year, month, day) ? new Date(year, month - 1, day + days).getTime() : Number.NaN;
}

function instant(value: unknown): number {
  const match = typeof value === 'string' ? INSTANT.exec(value.trim()) : null;
  if (!match) return Number.NaN;
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = numbers(match);
  const onClock = hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  // Date.parse would turn the 30th of February into the 2nd of March.
  return onClock && isOnCalendar(year, month, day) ? Date.parse(match[0]) : Number.NaN;
}

function isOnCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

type Numbers = [number, number, number, number, number, number, number, number];

function numbers(match: RegExpExecArray): Numbers {
  const at = (group: number) => Number(match[group] ?? 0);
  return [at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8)];
}
