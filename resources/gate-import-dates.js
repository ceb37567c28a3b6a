// How dates look in what a spreadsheet copies or saves, for the import of a gate's list.
(function () {
  const DIGITS = /^[\d\s\-/.:+TZ年月日]+$/;
  /** A number by which spreadsheets count days, of this century's first half. */
  const DAY_NUMBER = /^[45]\d{4}$/;
  /** What dates have in them, be there words or a time beside it. A long remark is gone through once, not anew at each letter. */
  const DATES = [
    /(?<!\d)(?:19|20)\d\d[-/.年]\d/,
    /\d[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)/,
    /\d[/.]\d{1,2}[/.]\d\d(?!\d)/,
    /年[^年月\r\n]*月/,
    /\d[-.\s]+\p{L}{3,}[-.,\s]+(?:19|20)?\d\d(?!\d)/u,
    /(?<!\p{L})\p{L}{3,}\.?\s+\d{1,2},?\s+(?:19|20)\d\d(?!\d)/u,
  ];

  /**
   * The times that a day begins and ends with. Midnight is no end: some write it for the end of the day before, others
   * for a day without a time, who would let the car in for a day longer.
   */
  const WHOLE_DAY = {
    from: /^[T,\s]\s*(?:00?:00(?::00(?:\.0+)?)?|(?:上午|AM)\s*(?:00?|12):00(?::00)?|12:00(?::00)?\s*AM)$/i,
    until:
      /^[T,\s]\s*(?:23:59(?::59(?:\.\d+)?)?|24:00(?::00)?|(?:下午|PM)\s*11:59(?::59)?|11:59(?::59)?\s*PM)$/i,
  };

  /** A date without zeros, or a phone number, or a room: with no word in it that could be a name. */
  function isOfDigits(value) {
    return DIGITS.test(value);
  }

  /** Whether it is a date, perhaps with a time, and nothing else. Rooms, such as 3-1203, may stand in the place of names. */
  function isDate(value) {
    const text = value.normalize('NFKC').replace(/[上下]午|[ap]m$|,/gi, '');
    return DAY_NUMBER.test(text) || (isOfDigits(text) && /(?:19|20)\d\d|[/.年]/.test(text));
  }

  /** Whether there is a date in it, however it is written: `31-Dec-26`, `bis 31.12.2026`, `2026/12/31 下午 11:59`. */
  function hasDate(value) {
    return isDate(value) || DATES.some((date) => date.test(value.normalize('NFKC')));
  }

  /**
   * The day in the spelling of the list, of a date with strokes, dots or without zeros; dots without a year before them
   * put the day first. What is no date stays, to be seen and mended; so does a time of day, unless it takes nothing away
   * from the day: it is local to whoever wrote it, and the list has days and instants only.
   */
  function dateOf(value, field) {
    const text = value.normalize('NFKC');
    const yearFirst = /^(\d{4})[/.\-年]\s*(\d{1,2})[/.\-月]\s*(\d{1,2})日?(?!\d)/.exec(text);
    const dayFirst = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?!\d)/.exec(text);
    const [date, ...parts] = yearFirst ?? dayFirst ?? [''];
    const [year, month, day] = dayFirst ? parts.reverse() : parts;
    const time = text.slice(date.length);
    if (!date || (time && !WHOLE_DAY[field].test(time))) return value;
    return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  }

  window.gatecamGateImportDates = { dateOf, hasDate, isDate, isOfDigits };
})();
