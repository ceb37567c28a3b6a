import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';

const STANDARD = {
  image: 'payload',
  imageType: 'msg',
  download: 'service',
  allowPrivate: false,
  tls: '',
  timeout: 10_000,
  waiting: 100,
  overflow: 'reject',
  minConfidence: 0,
  crop: undefined,
  keepImage: true,
  showPlate: false,
};

describe('the settings of a license-plate node', () => {
  it('have a default for everything, so that old flows work', () => {
    assert.deepEqual(parseRecognizeSettings({}), STANDARD);
    assert.deepEqual(
      parseRecognizeSettings({ id: 'a1', type: 'license-plate', wires: [[], []], x: 0, y: 0 }),
      STANDARD,
    );
  });

  it('need a URL where one is fixed', () => {
    assert.throws(() => parseRecognizeSettings({ imageType: 'str', image: ' ' }), {
      code: 'NOT_CONFIGURED',
      message: /"image"/,
    });
  });

  it('take every default as the editor saves it', () => {
    const saved = {
      name: '',
      service: 'b2',
      image: 'payload',
      imageType: 'msg',
      download: 'service',
      allowPrivate: false,
      tls: '',
      timeout: '10',
      waiting: '100',
      overflow: 'reject',
      minConfidence: '0',
      crop: '',
      keepImage: true,
      showPlate: false,
    };

    assert.deepEqual(parseRecognizeSettings(saved), STANDARD);
  });

  it('are taken as they were saved', () => {
    const saved = {
      image: 'snapshot',
      imageType: 'flow',
      download: 'node',
      allowPrivate: true,
      tls: 'b0.12',
      timeout: '2.5',
      waiting: '0',
      overflow: 'oldest',
      minConfidence: '0.8',
      crop: { x: 0, y: 50, width: 100, height: 50 },
      keepImage: false,
      showPlate: true,
    };

    assert.deepEqual(parseRecognizeSettings(saved), {
      ...saved,
      timeout: 2500,
      waiting: 0,
      minConfidence: 0.8,
    });
  });

  for (const [field, value] of [
    ['imageType', 'jsonata'],
    ['timeout', 0],
    ['timeout', -1],
    ['timeout', '601'],
    ['timeout', 'soon'],
    ['waiting', -1],
    ['waiting', 1.5],
    ['waiting', 'all'],
    ['overflow', 'newest'],
    ['minConfidence', 1.01],
    ['minConfidence', '80%'],
    ['keepImage', 'maybe'],
    ['showPlate', 1],
    ['image', {}],
    ['download', 'browser'],
    ['allowPrivate', 'perhaps'],
    ['crop', 'left half'],
    ['crop', { x: 0, y: 50, width: 100, height: 51 }],
    ['crop', { x: 0, y: 0, width: 0, height: 10 }],
    ['crop', { x: 0, y: 0, width: 10 }],
    ['crop', []],
  ] as const) {
    it(`are BAD_CONFIG with ${field} = ${JSON.stringify(value)}`, () => {
      assert.throws(
        () => parseRecognizeSettings({ [field]: value }),
        (error) => {
          assert.ok(error instanceof PlateError);
          assert.equal(error.code, 'BAD_CONFIG');
          assert.match(error.message, new RegExp(`"${field}"`));
          return true;
        },
      );
    });
  }

  it('take a crop as JSON, as an environment variable holds it', () => {
    const crop = { x: 10, y: 20, width: 30, height: 40 };

    assert.deepEqual(parseRecognizeSettings({ crop: JSON.stringify(crop) }).crop, crop);
  });

  it('take the sides of a crop as text, too', () => {
    const crop = { x: '10', y: '20', width: '30', height: '40' };

    assert.deepEqual(parseRecognizeSettings({ crop }).crop, { x: 10, y: 20, width: 30, height: 40 });
  });
});
