/** @typedef {{ file: string, group: string, plates: string[], color: string, latin: boolean }} Label */

/**
 * Reads `labels.csv` (RFC 4180): file, plate_number, plate_color, other_plates, …
 * @param {string} text
 * @returns {Label[]}
 */
export function parseLabels(text) {
  const [header = [], ...rows] = parseCsv(text);
  return rows.map((row) => {
    const field = (name) => row[header.indexOf(name)] ?? '';
    const plates = [field('plate_number'), ...field('other_plates').split(/[;,|\s]+/)].filter(Boolean);
    const latin = !/[\u4e00-\u9fff]/.test(plates[0] ?? '') && field('plate_color') === '';
    const file = field('file');
    return { file, group: file.split('/')[0] ?? '', plates, color: field('plate_color'), latin };
  });
}

function parseCsv(text) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (quoted && letter === '"' && text[i + 1] === '"') field += text[i++];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === ',' || letter === '\n')) {
      rows.at(-1).push(field);
      field = '';
      if (letter === '\n') rows.push([]);
    } else if (letter !== '\r') field += letter;
  }
  rows.at(-1).push(field);
  return rows.filter((row) => row.length > 1);
}
