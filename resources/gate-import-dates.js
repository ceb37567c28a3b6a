// How dates look in what a spreadsheet copies or saves, for the import of a gate's list.
(function () {
  const DIGITS = /^[\d\s\-/.:+TZ年月日]+$/;
  /** A number by which spreadsheets count days, of this century's first half. */
  const DAY_NUMBER = /^[45]\d{4}$/;
  /** What dates have in them, be there words or a time beside it. */
  const DATES = [
    /(?<!\d)(?:19|20)\d\d[-/.年]\d/,
    /\d[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)/,
    /\d[/.]\d{1,2}[/.]\d\d(?!\d)/,
    /年.*月/,
    /\d[-.\s]+\p{L}{3,}[-.,\s]+(?:19|20)?\d\d(?!\d)/u,
    /\p{L}{3,}\.?\s+\d{1,2},?\s+(?:19|20)\d\d(?!\d)/u,
  ];

  /** A date without zeros, or a phone number, or a room: with no word in it that could be a name. */
  function isOfDigits(value) {
    return DIGITS.test(value);
  }

  /** Whether it is a date and nothing else. Rooms, such as 3-1203, may stand in the place of names. */
  function isDate(value) {
    return DAY_NUMBER.test(value) || (isOfDigits(value) && /(?:19|20)\d\d|[/.年]/.test(value));
  }

  /** Whether there is a date in it, however it is written: `31-Dec-26`, `bis 31.12.2026`, `2026/12/31 下午 11:59`. */
  function hasDate(value) {
    return isDate(value) || DATES.some((date) => date.test(value.normalize('NFKC')));
  }

  /** Spreadsheets write dates with strokes and without zeros; what is no date stays, to be seen and mended. */
  function dateOf(value) {
    const parts = /^(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/.exec(value);
    return parts ? [parts[1], parts[2].padStart(2, '0'), parts[3].padStart(2, '0')].join('-') : value;
  }

  window.gatecamGateImportDates = { dateOf, hasDate, isDate, isOfDigits };
})();
