/** Letters that stand for digits on Latin plates of some countries, so truth and answer may differ in them. */
const fold = (plate) => plate.replaceAll('O', '0').replaceAll('I', '1');

/**
 * Compares an answer with the truth: the labelled plate that comes nearest to any plate of the answer.
 * @param {import('./labels.mjs').Label} label
 * @param {{ plate_number: string, plate_color: string, confidence: number | null }[]} plates
 */
export function score(label, plates) {
  const spell = label.latin ? fold : (plate) => plate;
  const pairs = plates.flatMap((plate) =>
    label.plates.map((truth) => ({
      plate,
      truth,
      errors: distance(spell(plate.plate_number), spell(truth)),
    })),
  );
  const nearest = pairs.toSorted((a, b) => a.errors - b.errors)[0];
  const truth = nearest?.truth ?? label.plates[0] ?? '';
  const right = nearest?.errors === 0;
  const isLabelled = (plate) => pairs.some((pair) => pair.plate === plate && pair.errors === 0);
  return {
    right,
    // What a flow goes by: the nearest car, which the reader puts first.
    payloadRight: isLabelled(plates[0]),
    // A number that nobody has, or of a car whose plate nobody labelled.
    unlabelled: !plates.every(isLabelled),
    answered: plates.length > 0,
    characters: truth.length,
    charactersRight: Math.max(0, truth.length - (nearest?.errors ?? truth.length)),
    // The color is known of the first labelled plate only.
    colorKnown: right && label.color !== '' && truth === label.plates[0],
    colorRight: right && sameColor(nearest.plate.plate_color, label.color),
    confidence: (right ? nearest.plate.confidence : plates[0]?.confidence) ?? 0,
    answer: plates.map((plate) => `${plate.plate_number}/${plate.plate_color}/${plate.confidence}`).join(' '),
  };
}

/** Labels call every new-energy plate green. */
function sameColor(color, truth) {
  return color === truth || (truth === 'green' && color === 'yellow_green');
}

/** Levenshtein distance. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
