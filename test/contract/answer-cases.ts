import { type Answer, answers, type Plate, SAMPLE_PLATE } from '../emulator/index';
import { jpegHeader } from '../emulator/pictures';
import { type ContractCase, type Expected, imageOf, wire } from './case';

const picture = jpegHeader(640, 480, 4000);
const box = (x: number): Plate['plate_location'] => [
  [x, 100],
  [x + 120, 100],
  [x + 120, 140],
  [x, 140],
];
const blue: Plate = {
  plate_number: '京A12345',
  plate_color: 'blue',
  plate_location: box(10),
  confidence: 0.98,
};
const green: Plate = {
  plate_number: '沪AD12345',
  plate_color: 'green',
  plate_location: box(300),
  confidence: 0.91,
};

const read = (...plates: readonly Plate[]): Expected => ({ outcome: 'plates', plates });
const nothing: Expected = { outcome: 'no-plate' };

function told(name: string, script: Answer, expect: Expected, code?: string): ContractCase {
  return {
    name,
    request: wire(imageOf(picture)),
    input: { image: picture },
    script,
    answer: { status: script.status ?? 200, ...(code !== undefined && { code }) },
    expect,
  };
}

const plateOf = (change: Plate): Plate => ({ ...blue, ...change });
const without = (name: keyof Plate): Plate =>
  Object.fromEntries(Object.entries(blue).filter(([key]) => key !== name));

const variants: readonly [string, Plate][] = [
  ['a large new-energy plate', plateOf({ plate_number: '浙A12345D', plate_color: 'yellow_green' })],
  ['a colour nobody documented', plateOf({ plate_color: 'turquoise' })],
  ['a plate with a separator', plateOf({ plate_number: '京A·12345' })],
  ['a plate without confidence', without('confidence')],
  ['a plate without location', without('plate_location')],
  ['a plate without colour', without('plate_color')],
  ['a confidence of one', plateOf({ confidence: 1 })],
];

/** Everything the service may make of a good request, documented or seen. */
export const answerCases: readonly ContractCase[] = [
  told('one plate', answers.plates(blue), read(blue)),
  told('several plates', answers.plates(green, blue, SAMPLE_PLATE), read(green, blue, SAMPLE_PLATE)),
  ...variants.map(([name, plate]) => told(name, answers.plates(plate), read(plate))),
  told('a result that is the plate itself', answers.single(blue), read(blue)),
  told('unknown fields', { body: { result: [{ ...blue, plate_type: 'x' }], trace: {} } }, read(blue)),
  told('an empty result', answers.empty(), nothing),
  told('no result', answers.missing(), nothing),
  told('a null result', answers.nullResult(), nothing),
  told('an empty number', answers.plates(plateOf({ plate_number: '' })), nothing),
  told('a missing number', answers.plates(without('plate_number')), nothing),
  told('AIS.0104', answers.refusal('AIS.0104'), { outcome: 'no-plate', code: 'AIS.0104' }, 'AIS.0104'),
  told('AIS.0105', answers.refusal('AIS.0105'), { outcome: 'no-plate', code: 'AIS.0105' }, 'AIS.0105'),
  told('a page under 200', answers.htmlInstead(), { outcome: 'error', status: 200 }),
  told('JSON that is no object', { body: '[]' }, { outcome: 'error', status: 200 }),
  told('a result of another kind', { body: { result: 'plate' } }, { outcome: 'error', status: 200 }),
  told('no content', answers.noContent(), { outcome: 'error', status: 204 }),
  told('a redirect', answers.redirect('https://example.com/'), { outcome: 'error', status: 302 }),
  told("a gateway's page", answers.htmlError(502), { outcome: 'error', status: 502 }),
  told('a page under 503', answers.htmlError(503, 'Unavailable'), { outcome: 'error', status: 503 }),
  told('an error without a body', { status: 500 }, { outcome: 'error', status: 500 }),
  told('headers that come twice', answers.duplicateHeaders(), read(SAMPLE_PLATE)),
  told('a header of 64 KiB', answers.bigHeader(), read(SAMPLE_PLATE)),
];
