import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Category, PlateError } from '#nodes/lib/errors';
import type { Plate } from '#nodes/lib/plate';
import { type Outcome, statusOf, whenBack } from '#nodes/lib/status';

const CATALOGUES = ['en-US', 'zh-CN'].map((language) => {
  const file = join(process.cwd(), 'locales', language, 'license-plate.json');
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as {
    'license-plate': { status: Record<string, string> };
  };
  return { language, texts: catalogue['license-plate'].status };
});

const LOOKS: Record<Category, [fill: string, shape: string]> = {
  config: ['red', 'ring'],
  input: ['red', 'ring'],
  'no-plate': ['grey', 'ring'],
  auth: ['red', 'ring'],
  account: ['red', 'ring'],
  quota: ['yellow', 'ring'],
  busy: ['yellow', 'ring'],
  timeout: ['red', 'ring'],
  network: ['red', 'ring'],
  service: ['red', 'ring'],
  internal: ['red', 'ring'],
};
const CATEGORIES = Object.keys(LOOKS) as Category[];
const COLORS = ['blue', 'green', 'yellow_green', 'yellow', 'white', 'black'];

function plate(plate_number: string, plate_color = 'blue'): Outcome {
  const found: Plate = { plate_number, plate_color, plate_location: [], confidence: 0.9 };
  return { plate: found };
}

const readLocally: Outcome = {
  plate: { plate_number: '京A12345', plate_color: 'blue', plate_location: [], confidence: 0.9 },
  local: true,
};

function failure(category: Category): Outcome {
  return { error: new PlateError('CODE', category, 'message') };
}

/** Whether Node-RED takes a status text for a key of a catalogue (red/nodes/status: text that begins so is looked up). */
function isKey(text: string | undefined): boolean {
  return /^[@a-zA-Z]/.test(text ?? '');
}

describe('the status', () => {
  it('is empty before the first message', () => {
    assert.deepEqual(statusOf(0, undefined, false), {});
  });

  for (const category of CATEGORIES) {
    it(`names the last failure by its category: ${category}`, () => {
      const [fill, shape] = LOOKS[category];

      assert.deepEqual(statusOf(0, failure(category), true), {
        fill,
        shape,
        text: `license-plate.status.${category}`,
      });
    });
  }

  for (const [inWork, name] of [
    [1, 'reading'],
    [2, 'reading-2'],
    [3, 'reading-3'],
    [4, 'reading-4'],
    [5, 'reading-many'],
    [64, 'reading-many'],
  ] as const) {
    it(`counts ${inWork} in work, whatever came before`, () => {
      for (const last of [undefined, plate('京A12345'), failure('network')]) {
        const text = `license-plate.status.${name}`;
        assert.deepEqual(statusOf(inWork, last, true), { fill: 'blue', shape: 'dot', text });
      }
    });
  }

  for (const color of COLORS) {
    it(`names a ${color} plate by its colour, not its number`, () => {
      const text = `license-plate.status.plate-${color}`;

      assert.deepEqual(statusOf(0, plate('京A12345', color), false), { fill: 'green', shape: 'dot', text });
    });
  }

  for (const color of ['', 'pink', 'constructor', 'BLUE', 'blue ']) {
    it(`says only that a plate was read when its colour is "${color}"`, () => {
      assert.equal(statusOf(0, plate('京A12345', color), false).text, 'license-plate.status.plate');
    });
  }

  for (const [code, category, name] of [
    ['CIRCUIT_OPEN', 'network', 'offline'],
    ['BUDGET_SPENT', 'quota', 'budget-spent'],
    ['AUTH_HELD', 'auth', 'login-held'],
    ['DOWNLOAD_FAILED', 'input', 'not-fetched'],
  ] as const) {
    it(`says more than the category of ${code}`, () => {
      const { text } = statusOf(0, { error: new PlateError(code, category, 'm') }, false);

      assert.equal(text, `license-plate.status.${name}`);
    });
  }

  describe('of a node whose service is away', () => {
    it('says so, whatever failed last, and before the first message', () => {
      for (const last of [undefined, failure('input'), failure('network')]) {
        assert.equal(statusOf(0, last, false, true).text, 'license-plate.status.offline');
      }
    });

    it('tells of a plate that was read in its place', () => {
      const status = { fill: 'yellow', shape: 'dot', text: 'license-plate.status.offline-local' };

      assert.deepEqual(statusOf(0, readLocally, false, true), status);
      assert.deepEqual(statusOf(0, readLocally, false, false), status);
      assert.equal(statusOf(0, readLocally, true, true).text, '京A12345');
    });

    it('says no more of that time once it is back', () => {
      for (const last of [readLocally, failure('network'), failure('timeout'), failure('service')]) {
        assert.equal(whenBack(last), undefined);
      }
      for (const last of [plate('京A12345'), failure('auth'), failure('quota'), undefined]) {
        assert.equal(whenBack(last), last);
      }
    });
  });

  it('shows the plate where the node is told to', () => {
    assert.deepEqual(statusOf(0, plate('京A12345'), true), { fill: 'green', shape: 'dot', text: '京A12345' });
  });

  for (const number of ['ABC1234', 'abc', '@home', '224578使', 'B-XY 123']) {
    it(`shows the plate ${number} without its being taken for a catalogue key`, () => {
      const { text = '' } = statusOf(0, plate(number), true);

      assert.ok(!isKey(text));
      assert.ok(text.endsWith(number));
    });
  }

  const texts = [
    ...CATEGORIES.map((category) => statusOf(0, failure(category), false).text),
    ...[1, 2, 3, 4, 5].map((inWork) => statusOf(inWork, undefined, false).text),
    ...[...COLORS, ''].map((color) => statusOf(0, plate('京A12345', color), false).text),
    statusOf(0, undefined, false, true).text,
    statusOf(0, readLocally, false, true).text,
    ...['BUDGET_SPENT', 'AUTH_HELD', 'DOWNLOAD_FAILED'].map(
      (code) => statusOf(0, { error: new PlateError(code, 'quota', '') }, false).text,
    ),
  ].map((text = '') => text.replace(/^license-plate\.status\./, ''));

  for (const { language, texts: catalogue } of CATALOGUES) {
    it(`has each of its texts in ${language}, in at most 20 characters, and no other`, () => {
      assert.deepEqual(Object.keys(catalogue).toSorted(), texts.toSorted());
      for (const [name, text] of Object.entries(catalogue)) {
        assert.ok(text.length > 0 && text.length <= 20, `${name}: ${text}`);
      }
    });
  }
});
