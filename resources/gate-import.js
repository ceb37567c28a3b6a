// Reads the cars of a gate's list out of what a spreadsheet copies (tab-separated) or saves (CSV), of plates side by
// side, or of a list in JSON.
(function () {
  const FIELDS = ['plate', 'color', 'name', 'from', 'until'];
  const HEADINGS = {
    plate:
      /^((licen[cs]e|number|car)?[_ ]?plate([_ ]?(number|no\.?))?|(car|vehicle)[_ ]?(number|no\.?)|(vehicle[_ ]?)?reg(\.|istration)?([_ ]?(number|no\.?))?|((kfz|auto|amtliches)[- ]?)?kennzeichen|车牌|车牌号|车牌号码|车辆号牌|号牌|号牌号码|车号)$/i,
    color: /^(colou?r|plate[_ ]colou?r|farbe|颜色|车牌颜色|号牌颜色)$/i,
    name: /^((owner|driver|name)('?s? name)?|fahrer|halter|姓名|名称|(车主|业主|司机|住户)(姓名)?|备注)$/i,
    from: /^((valid[_ ]?)?from([_ ]?(date|time))?|(start|begin)([_ ]?(date|time|at|on))?|(g(ü|ue)ltig[_ ])?(von|ab|seit)|beginn|(有效期?|授权)?(开始|起始|生效|起|自)(日期?|时间)?)$/i,
    until:
      /^((valid[_ ]?)?(until|to|thru|through)([_ ]?(date|time))?|(end|expires?|expiry|expiration)([_ ]?(date|time|at|on))?|expired[_ ]?(at|on)|(g(ü|ue)ltig[_ ])?bis|ende|ablaufdatum|(有效期?|授权)?(结束|截[止至]|终止|到期|过期|失效|止|至)(日期?|时间)?|有效(期限?|日期))$/i,
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
  /** A Chinese plate, whatever its kind. */
  const PLATE = /^\p{Script=Han}[A-Z][·•.-]?[A-Z0-9]{4,6}\p{Script=Han}?$/iu;
  /** What spreadsheets put below the column of plates. `SUM 123` and `TOTAL1` are plates. */
  const TOTAL = /^(?:[总合小共]\s*计|共\s*\d+\s*[辆台]|(?:total|sum|summe|gesamt)\s*(?::|$))/i;
  /** Rows that may stand above the headings: a title, a date, the `sep=` of Excel. */
  const MOST_TITLES = 5;

  /** Asked for when needed: the editor runs scripts in the order in which they arrive. */
  const dates = () => window.gatecamGateImportDates;

  /** Rows of cells; quotes as in RFC 4180. */
  function rowsOf(text) {
    const separator = separatorOf(text.replace(/"(?:[^"]|"")*"/g, ''));
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

  /**
   * The tab, semicolon or comma that most lines have: a title may have another. Between equals it is the one that stands
   * least in names.
   */
  function separatorOf(text) {
    const lines = text.split(/[\r\n]+/);
    const countOf = (sign) => lines.filter((line) => line.includes(sign)).length;
    return ['\t', ';', ','].reduce((most, sign) => (countOf(sign) > countOf(most) ? sign : most));
  }

  /** Which column holds which field: the first with such a heading, else in the order of the dialog. */
  function columnsOf(rows) {
    const at = headingsIn(rows);
    if (at < 0) return { columns: columnsByOrder(rows), skip: 0 };
    const named = rows[at].map((cell) => FIELDS.find((field) => isHeading(cell, field)));
    return {
      columns: named.map((field, i) => (named.indexOf(field) === i ? field : undefined)),
      skip: at + 1,
    };
  }

  /** Without headings: the order of the dialog, in which the color, the name or the beginning may be missing. */
  function columnsByOrder(rows) {
    const { hasDate, isDate } = dates();
    const values = (i) => rows.map((row) => row[i]).filter(Boolean);
    // A date that is taken for a name would be lost.
    const missing = areNames(values(1)) ? 'color' : values(2).some(hasDate) ? 'name' : undefined;
    const columns = FIELDS.filter((field) => field !== missing);
    // The only date of a car is when its permit ends, whatever remark stands beside it: taken for the beginning, it would
    // let the car in for ever.
    const hasOneDate = !values(columns.indexOf('until')).some(isDate);
    return hasOneDate ? columns.filter((field) => field !== 'from') : columns;
  }

  /**
   * Which row is the headings: -1 where a plate comes first. That of a beginning or an end makes them headings even if
   * no column is known to hold plates: by the order of the dialog one date could be taken for the other.
   */
  function headingsIn(rows) {
    const top = rows.slice(0, MOST_TITLES + 1);
    const isPlate = (cell) => isHeading(cell, 'plate');
    const first = top.findIndex((row) => row.some((cell) => isPlate(cell) || PLATE.test(cell)));
    if (top[first]?.some(isPlate)) return first;
    const above = first < 0 ? top : top.slice(0, first);
    return above.findIndex((row) => row.some((cell) => isHeading(cell, 'from') || isHeading(cell, 'until')));
  }

  function isHeading(cell, field) {
    return HEADINGS[field].test(bareHeading(cell));
  }

  /** A heading without what people put in and around it: `*车 牌 号（必填）`, `有效期(至)`, `Until (YYYY-MM-DD)`. */
  function bareHeading(cell) {
    return cell
      .normalize('NFKC')
      .replace(/\((?:必填|选填|含当?[日天]?|required|optional|inclusive|[ymdtj年月日\s/.-]+)\)/gi, '')
      .replace(/[*:()]/g, '')
      .replace(/(\p{Script=Han})\s+(?=\p{Script=Han})/gu, '$1')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /**
   * Whether a second column without a heading is of names: then it has no color in it, and no date. A restriction that
   * is taken for a name would be lost, and a name that is taken for a color is marked in the table.
   */
  function areNames(values) {
    const { hasDate, isOfDigits } = dates();
    const isNoName = (value) => COLORS.has(wordOf(value)) || isOfDigits(value) || hasDate(value);
    return values.length > 0 && !values.some(isNoName);
  }

  function fieldOf(field, value) {
    if (field === 'from' || field === 'until') return dates().dateOf(value, field);
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
      .replace(/(?<![色牌]|底[黑白]字)(?:[色牌]|底[黑白]字)+$/, '');
  }

  /**
   * `{cars, skipped, unknown}`: entries without their blank fields, how many rows had no plate, and, where there are any,
   * the headings of columns that were left out. One of them may end a permit: whoever imports must hear of it. JSON that is
   * no list of cars gives none, and `isNoList`.
   */
  function carsOf(text) {
    const given = listIn(text) ?? platesIn(text);
    if (!given && isJson(text)) return { cars: [], skipped: 0, isNoList: true };
    if (!given) return carsIn(rowsOf(text.replace(/^\uFEFF/, '')));
    return { cars: given, skipped: 0, ...unknownOf(given.flatMap(Object.keys).filter(isUnknown)) };
  }

  function carsIn(rows) {
    const { columns, skip } = columnsOf(rows);
    const cars = [];
    let skipped = 0;
    const left = new Set();
    for (const row of rows.slice(skip)) {
      const car = {};
      for (const [i, cell] of row.entries()) {
        const field = columns[i];
        const value = field && cell ? fieldOf(field, cell) : undefined;
        if (value !== undefined) car[field] = value;
        if (cell && !field) left.add(i);
      }
      if (!car.plate || TOTAL.test(car.plate.normalize('NFKC'))) skipped += 1;
      // A household may have several cars in one cell, which together would be a plate that nobody ever reads.
      else for (const { plate } of platesIn(car.plate) ?? [car]) cars.push({ ...car, plate });
    }
    const heading = (i) => (skip > 0 && rows[skip - 1][i]) || `#${i + 1}`;
    const unknown = [...left].sort((a, b) => a - b).map(heading);
    return { cars, skipped, ...unknownOf(unknown) };
  }

  function isUnknown(field) {
    return !FIELDS.includes(field);
  }

  function unknownOf(names) {
    return names.length > 0 ? { unknown: [...new Set(names)] } : {};
  }

  /** The cars of a list in JSON, as context or an export of the flow has it. */
  function listIn(text) {
    return text.trim().startsWith('[') ? window.gatecamGateList.parse(text) : undefined;
  }

  function isJson(text) {
    try {
      return /^\s*[[{]/.test(text) && !!JSON.parse(text);
    } catch {
      return false;
    }
  }

  /** The cars of a text that is nothing but plates, side by side: no columns. */
  function platesIn(text) {
    const words = text.split(/[\s\uFEFF,;，；、/]+/).filter(Boolean);
    return words.length > 0 && words.every((word) => PLATE.test(word))
      ? words.map((plate) => ({ plate }))
      : undefined;
  }

  /** The text of a file: UTF-8, UTF-16 with its mark, or what spreadsheets save in China or in the west of Europe. */
  function textOf(bytes) {
    const start = new Uint8Array(bytes).subarray(0, 2).join();
    if (start === '255,254') return new TextDecoder('utf-16le').decode(bytes);
    if (start === '254,255') return new TextDecoder('utf-16be').decode(bytes);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder(isEuropean(bytes) ? 'windows-1252' : 'gb18030').decode(bytes);
    }
  }

  /**
   * Letters with marks stand alone or beside small plain ones, where China's characters mostly are pairs of bytes beyond
   * ASCII, beside digits and capital letters of plates.
   */
  function isEuropean(bytes) {
    const runs = new TextDecoder('latin1').decode(bytes).match(/[a-z]?[^\0-\x7f]+[a-z]?/g) ?? [];
    const european = runs.filter((run) => /[a-z]/.test(run) || run.length % 2 === 1);
    return european.length > runs.length / 2;
  }

  /** Whether a file is what spreadsheets save as their own: .xlsx, .ods (both ZIP) or .xls. */
  function isWorkbook(bytes) {
    const start = new Uint8Array(bytes).subarray(0, 4).join();
    return start === '80,75,3,4' || start === '208,207,17,224';
  }

  window.gatecamGateImport = { carsOf, textOf, isWorkbook };
})();
