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
  const COLORS = {
    蓝: 'blue',
    绿: 'green',
    黄绿: 'yellow_green',
    黄: 'yellow',
    白: 'white',
    黑: 'black',
  };

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
  function columnsOf([first = []]) {
    const named = first.map((value) => FIELDS.find((field) => HEADINGS[field].test(value)));
    return named.includes('plate') ? { columns: named, skip: 1 } : { columns: FIELDS, skip: 0 };
  }

  /** Spreadsheets write dates with strokes and without zeros; what is no date stays, to be seen and mended. */
  function dateOf(value) {
    const parts = /^(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?$/.exec(value);
    return parts ? [parts[1], parts[2].padStart(2, '0'), parts[3].padStart(2, '0')].join('-') : value;
  }

  function fieldOf(field, value) {
    if (field === 'from' || field === 'until') return dateOf(value);
    if (field === 'color') return COLORS[value.replace(/[色牌]+$/, '')] ?? value.toLowerCase();
    return value;
  }

  /** `{cars, skipped}`: entries without their blank fields, and how many rows had no plate. */
  function carsOf(text) {
    const rows = rowsOf(text.replace(/^\uFEFF/, ''));
    const { columns, skip } = columnsOf(rows);
    const cars = [];
    for (const row of rows.slice(skip)) {
      const car = {};
      for (const [i, field] of columns.entries()) {
        if (field && row[i]) car[field] = fieldOf(field, row[i]);
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
