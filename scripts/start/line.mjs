const colors = { blue: 34, green: 32, yellow_green: 92, yellow: 33, white: 37, black: 90 };

/** One line for the terminal: file, plate, color, confidence, ms; `right` is `undefined` for pictures that nobody drew. */
export function lineOf({ file, plates = [], error, duration }, right) {
  const [plate, ...others] = plates;
  const verdict = right === false ? '  <- not what was drawn' : '';
  if (!plate)
    return `${pad(file, 28)}${error?.category === 'no-plate' ? 'no plate' : `${error?.code}: ${error?.message}`}${verdict}`;
  const more =
    others.length > 0
      ? `  and ${others.map((other) => `${other.plate_number} (${other.plate_color})`).join(', ')}`
      : '';
  const figures = `${pad(plate.confidence?.toFixed(3) ?? '', 8)}${String(duration).padStart(6)} ms`;
  return `${pad(file, 28)}${pad(plate.plate_number, 12)}${colored(pad(plate.plate_color, 14), plate.plate_color)}${figures}${more}${verdict}`;
}

/** Chinese characters take two columns of a terminal. */
function pad(text, columns) {
  const width = Array.from(text).reduce((sum, char) => sum + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}

function colored(text, color) {
  const code = colors[color];
  return process.stdout.isTTY && code ? `\u001b[${code}m${text}\u001b[0m` : text;
}
