// What the gate's dialog knows about a list: reading the saved text, checking its cars, writing it again.
(function () {
  const FIELDS = ['plate', 'color', 'name', 'from', 'until'];
  const COLORS = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black'];
  // Dates as the running gate reads them, see nodes/lib/gate/dates.ts: what it refuses must be marked here.
  const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
  const INSTANT =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):?(\d{2}))$/;

  /** The cars of a saved text, or `undefined` where it is no list. */
  function parse(text) {
    let list;
    try {
      list = Array.isArray(text) ? text : JSON.parse(text || '[]');
    } catch {
      return undefined;
    }
    if (!Array.isArray(list)) return undefined;
    const cars = list.map((item) => (typeof item === 'string' ? { plate: item } : item));
    const isCar = (car) => typeof car === 'object' && car !== null && typeof car.plate === 'string';
    return cars.every(isCar) ? cars.map(spelledOut) : undefined;
  }

  /**
   * A copy in which a color or date that is there but says nothing, such as `null`, is text. It keeps the car out, so
   * it must be seen, and must not vanish with the next change: that would let the car in at any time.
   */
  function spelledOut(car) {
    const copy = { ...car };
    for (const field of ['color', 'from', 'until']) {
      const value = car[field];
      const isText = typeof value === 'string' && value.trim() !== '';
      if (value !== undefined && !isText) copy[field] = JSON.stringify(value);
    }
    return copy;
  }

  /**
   * The text that is saved. Blank fields are left out, because a field that is there must be readable; but a row in
   * which the plate is still to come has one: without it, the running gate could read none of the list.
   */
  function stringify(cars) {
    const begun = cars.map(withoutBlanks).filter((car) => Object.keys(car).length > 0);
    return JSON.stringify(begun.map((car) => ({ plate: '', ...car })));
  }

  function withoutBlanks(car) {
    const kept = {};
    for (const field of FIELDS) {
      const value = typeof car[field] === 'string' ? car[field].trim() : car[field];
      if (value !== undefined && value !== null && value !== '') kept[field] = value;
    }
    return kept;
  }

  /** Signs that no reader gives: a plate with them is several of them, a remark, or a piece of JSON. */
  const NO_PLATE = /[,;:|\\/、"{}[\]\r\n]/;

  /**
   * What is wrong with a car, by field: `plate`, `color`, `date` or `order`; empty if nothing is. As for the running
   * gate, only a field that is `undefined` is not given.
   */
  function problemsOf({ plate = '', color, from, until }) {
    const problems = {};
    if (!isPlate(plate)) problems.plate = 'plate';
    if (color !== undefined && !isColor(color)) problems.color = 'color';
    if (from !== undefined && !isDate(from)) problems.from = 'date';
    if (until !== undefined && !isDate(until)) problems.until = 'date';
    if (isBefore(until, from)) problems.until = 'order';
    return problems;
  }

  function isPlate(text) {
    return /[\p{L}\p{N}]/u.test(text) && text.length <= 64 && !NO_PLATE.test(text.trim().normalize('NFKC'));
  }

  /** The plates, as they are first written, with several entries: alternatives, each of which lets the car in. */
  function repeated(cars) {
    const written = new Map();
    const found = new Set();
    for (const { plate } of cars) {
      const number = bare(plate);
      if (number === '') continue;
      if (written.has(number)) found.add(written.get(number));
      else written.set(number, plate);
    }
    return [...found];
  }

  /** How many cars of a saved text can never open; `undefined` where it is no list. */
  function faultsIn(text) {
    return parse(text)?.filter((car) => Object.keys(problemsOf(car)).length > 0).length;
  }

  /** Whether a plate of this color is ever reported: for any other word the running gate would wait in vain. */
  function isColor(value) {
    return typeof value === 'string' && COLORS.includes(value.trim().toLowerCase());
  }

  /** Of two days or two instants only: where a day lies beside an instant depends on the zone of the running gate. */
  function isBefore(value, other) {
    if (isDay(value) && isDay(other)) return value.trim() < other.trim();
    return isInstant(value) && isInstant(other) && Date.parse(value.trim()) < Date.parse(other.trim());
  }

  function isDate(value) {
    return isDay(value) || isInstant(value);
  }

  function isDay(value) {
    const parts = partsOf(value, DAY);
    return !!parts && isOnCalendar(parts);
  }

  function isInstant(value) {
    const parts = partsOf(value, INSTANT);
    return !!parts && isOnCalendar(parts) && isOnClock(parts);
  }

  /** As the running gate compares plates, see nodes/lib/gate/normalize.ts: without case, width, blanks and dots. */
  function bare(text) {
    const composed = String(text ?? '')
      .normalize('NFKC')
      .toUpperCase()
      .normalize('NFKC');
    return composed.replace(/[\s\p{Pd}\p{Cf}_.·•‧∙⋅・●]/gu, '');
  }

  function partsOf(value, pattern) {
    const match = typeof value === 'string' ? pattern.exec(value.trim()) : null;
    return match?.slice(1).map((part) => Number(part ?? 0));
  }

  function isOnCalendar([year, month, day]) {
    const date = new Date(Date.UTC(year, month - 1, day));
    // Date.UTC takes the year 50 for 1950.
    return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  }

  function isOnClock([, , , hour, minute, second, zoneHour, zoneMinute]) {
    return hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  }

  window.gatecamGateList = { bare, COLORS, FIELDS, faultsIn, parse, problemsOf, repeated, stringify };
})();
