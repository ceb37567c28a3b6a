import type { Car } from './car';
import { ageOf, type Circumstances, isFresh, judgePlate, type PlateJudgement } from './judge-plate';
import type { Nearest } from './matching';
import { hasPlate, type SeenPlate, type Sighting } from './message';
import { plateFacts } from './plate-kind';
import type { Decision, Other, Reason, Verdict } from './verdict';

/** A verdict and what the memory of the gate needs of it. */
export interface Judgement {
  verdict: Verdict;
  /** `undefined` where there is no reading of a plate. */
  car: Car | undefined;
  /** Whether the picture shows that the car is there now. */
  isFresh: boolean;
  confidence: number;
}

/**
 * Two plates are of similar size from this ratio of their areas on: a sixth in length. Nearer than that, which of two
 * cars is the nearest is no longer certain from corners a few pixels off.
 */
const SIMILAR = 0.7;

/**
 * Judges the largest plate in a picture, see `judgePlate`.
 *
 * Another plate of similar size on which the gate would decide otherwise takes the place of any other reason
 * (`ambiguous`): then it is not sure who stands before the gate.
 */
export function decide(circumstances: Circumstances): Judgement {
  const { sighting, rules, now } = circumstances;
  const { plate } = sighting;
  const judged = judgePlate(plate, circumstances);
  const others = sighting.others.map((other) => ({ other, reason: judgePlate(other, circumstances).reason }));
  const isContested = others.some(
    ({ other, reason }) => isRival(other, plate) && decisionOf(reason) !== decisionOf(judged.reason),
  );
  const reason = isContested ? 'ambiguous' : judged.reason;
  const age = ageOf(sighting, now);

  return {
    verdict: {
      decision: decisionOf(reason),
      reason,
      plate_number: plate.written,
      plate: plateFacts(plate.number),
      ...(judged.entry && { match: { ...judged.entry } }),
      ...(judged.found.plates.length > 0 && { distance: judged.found.distance }),
      age: Number.isFinite(age) ? age : null,
      others: [...others.map(({ other, reason }) => inPicture(other, reason)), ...tiedOnList(judged.found)],
    },
    car: carOf(sighting, judged),
    isFresh: isFresh(sighting, rules, now),
    confidence: plate.confidence,
  };
}

function decisionOf(reason: Reason): Decision {
  return reason === 'listed' ? 'allow' : 'deny';
}

/** Whether either of two may be the nearer car, which it may be too where a size is not known. */
function isRival(other: SeenPlate, largest: SeenPlate): boolean {
  const isAnother = largest.number !== '' && other.number !== largest.number;
  return isAnother && !(other.area < SIMILAR * largest.area);
}

function inPicture(plate: SeenPlate, reason: Reason): Other {
  return { where: 'picture', plate_number: plate.written, decision: decisionOf(reason), reason };
}

function tiedOnList({ plates, distance }: Nearest): Other[] {
  if (plates.length < 2) return [];
  return plates.map(({ cars: [car], number }) => {
    const { plate = number, name } = car?.entry ?? {};
    return { where: 'list', plate_number: plate, ...(name !== undefined && { name }), distance };
  });
}

function carOf(sighting: Sighting, { found }: PlateJudgement): Car | undefined {
  if (!hasPlate(sighting)) return undefined;
  const [only, ...tied] = found.plates;
  return { number: sighting.plate.number, listed: tied.length > 0 ? undefined : only?.number };
}
