// Reads the cars of a gate's list out of what a spreadsheet copies (tab-separated) or saves (CSV).
(function () {
  const FIELDS = ['plate', 'color', 'name', 'from', 'until'];
  const HEADINGS = {
    plate:
      /^(plate|licen[cs]e ?plate|number ?plate|registration|plate[_ ]number|车牌|车牌号|车牌号码|号牌|号牌号码)$/i,
    color: /^(colou?r|plate[_ ]colou?r|颜色|车牌颜色|号牌颜色)$/i,
    name: /^(name|owner|driver|姓名|名称|车主|备注)$/i,
    from: /^(from|start|valid from|开始|起|生效|开始日期|生效日期)$/i,
    until: /^(until|to|end|valid until|expires|结束|止|截止|到期|结束日期|截止日期|到期日期)$/i,
  };
  /** The reader's word for each color, and `undefined` for any, by what people write, see `wordOf`. */
  const COLORS = new Map([
    ...['any', '不限'].map((word) => [word, undefined]),
    ...['blue', '蓝'].map((word) => [word, 'blue']),
    ...['green', '绿', '渐变绿', '新能源绿'].map((word) => [word, 'green']),
    ...['yellowgreen', '黄绿', '黄绿双拼', '黄绿相间'].map((word) => [word, 'yellow_green']),
    ...['yellow', '黄'].map((word) => [word, 'yellow']),
    ...['white', '白'].map((word) => [word, 'white']),
    ...['black', '黑'].map((word) => [word, 'black']),
  ]);
  const DATE_LIKE = /^[\d\s\-/.:+TZ年月日]+$/;

  /** Rows of cells; quotes as in RFC 4180. The separator is the tab, semicolon or comma that comes first. */
  function rowsOf(text) {
    const separator = /[\t;,]/.exec(text.replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? ',';
    const rows = [[]];
    const cell = new RegExp(
      `(?:"((?:[^"]|"")*)"|([^\\r\\n${separator}]*))(${separator}|\\r\\n|\\r|\\n|$)`,
      'y',
    );
    while (cell.lastIndex < text.length) {
      const match = cell.exec(text);
      rows.at(-1).push((match[1]?.replaceAll('""', '"') ?? match[2]).trim());
      if (match[3] !== separator) rows.push([]);
    }
    return rows.filter((row) => row.some((value) => value !== ''));
  }

  /** Which column holds which field: by the headings, else in the order of the dialog. */
  function columnsOf(rows) {
    const named = (rows[0] ?? []).map((value) => FIELDS.find((field) => HEADINGS[field].test(value)));
    if (named.includes('plate')) return { columns: named, skip: 1 };
    const hasNames = areNames(rows.map((row) => row[1]).filter(Boolean));
    return { columns: hasNames ? FIELDS.filter((field) => field !== 'color') : FIELDS, skip: 0 };
  }

  /**
   * Whether a second column without a heading is of names: then it has no color in it, and no date. A restriction that
   * is taken for a name would be lost, and a name that is taken for a color is marked in the table.
   */
  function areNames(values) {
    return values.length > 0 && !values.some((value) => COLORS.has(wordOf(value)) || DATE_LIKE.test(value));
  }

  /** Spreadsheets write dates with strokes and without zeros; what is no date stays, to be seen and mended. */
  function dateOf(value) {
    const parts = /^(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/.exec(value);
    return parts ? [parts[1], parts[2].padStart(2, '0'), parts[3].padStart(2, '0')].join('-') : value;
  }

  function fieldOf(field, value) {
    if (field === 'from' || field === 'until') return dateOf(value);
    if (field === 'color') return colorOf(value);
    return value;
  }

  /** What names no color stays, to be seen and mended. */
  function colorOf(value) {
    const word = wordOf(value);
    return COLORS.has(word) ? COLORS.get(word) : value;
  }

  /** A color without what is written around it: `Yellow-Green plate`, `yellow_green`, `蓝牌` and `蓝底白字`. */
  function wordOf(color) {
    return color
      .toLowerCase()
      .replace(/[\s\p{Pd}_/]|plate$/gu, '')
      .replace(/(?:[色牌]|底[黑白]字)+$/, '');
  }

  /** `{cars, skipped}`: entries without their blank fields, and how many rows had no plate. */
  function carsOf(text) {
    const rows = rowsOf(text.replace(/^\uFEFF/, ''));
    const { columns, skip } = columnsOf(rows);
    const cars = [];
    for (const row of rows.slice(skip)) {
      const car = {};
      for (const [i, field] of columns.entries()) {
        const value = field && row[i] ? fieldOf(field, row[i]) : undefined;
        if (value !== undefined) car[field] = value;
      }
      if (car.plate) cars.push(car);
    }
    return { cars, skipped: rows.length - skip - cars.length };
  }

  /** The text of a file: UTF-8, or what spreadsheets save in China. */
  function textOf(bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('gb18030').decode(bytes);
    }
  }

  window.gatecamGateImport = { carsOf, textOf };
})();
