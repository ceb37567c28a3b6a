// What the gate's dialog knows about a list: reading the saved text, checking its cars, writing it again.
(function () {
  const FIELDS = ['plate', 'color', 'name', 'from', 'until'];
  const COLORS = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black'];
  const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
  const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

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
    return cars.every(isCar) ? cars.map((car) => ({ ...car })) : undefined;
  }

  /** The text that is saved. Blank fields are left out, because a field that is there must be readable. */
  function stringify(cars) {
    return JSON.stringify(cars.map(withoutBlanks).filter((car) => Object.keys(car).length > 0));
  }

  function withoutBlanks(car) {
    const kept = {};
    for (const field of FIELDS) {
      const value = typeof car[field] === 'string' ? car[field].trim() : car[field];
      if (value !== undefined && value !== null && value !== '') kept[field] = value;
    }
    return kept;
  }

  /** What is wrong with a car, by field: `plate`, `color`, `date` or `order`; empty if nothing is. */
  function problemsOf(car) {
    const { plate = '', color, from, until } = withoutBlanks(car);
    const problems = {};
    if (!/[\p{L}\p{N}]/u.test(plate) || plate.length > 64) problems.plate = 'plate';
    if (color !== undefined && typeof color !== 'string') problems.color = 'color';
    if (from !== undefined && !isDate(from)) problems.from = 'date';
    if (until !== undefined && !isDate(until)) problems.until = 'date';
    if (isDay(from) && isDay(until) && until < from) problems.until = 'order';
    return problems;
  }

  /** How many cars of a saved text can never open; `undefined` where it is no list. */
  function faultsIn(text) {
    return parse(text)?.filter((car) => Object.keys(problemsOf(car)).length > 0).length;
  }

  function isDay(value) {
    return typeof value === 'string' && DAY.test(value) && isDate(value);
  }

  function isDate(value) {
    const parts = typeof value === 'string' && (DAY.exec(value) ?? INSTANT.exec(value));
    if (!parts) return false;
    const [year, month, day] = parts.slice(1, 4).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  }

  window.gatecamGateList = { COLORS, FIELDS, faultsIn, parse, problemsOf, stringify };
})();
