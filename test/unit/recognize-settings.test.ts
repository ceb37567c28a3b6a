import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';

const STANDARD = {
  image: 'payload',
  imageType: 'msg',
  timeout: 10_000,
  waiting: 100,
  overflow: 'reject',
  minConfidence: 0,
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
      timeout: '2.5',
      waiting: '0',
      overflow: 'oldest',
      minConfidence: '0.8',
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

  for (const [field, value] of [
    ['download', 'node'],
    ['allowPrivate', true],
    ['tls', 'b0.12'],
    ['crop', { x: 0, y: 50, width: 100, height: 50 }],
  ] as const) {
    it(`are BAD_CONFIG with ${field} = ${JSON.stringify(value)}, which has no effect yet`, () => {
      assert.throws(() => parseRecognizeSettings({ [field]: value }), {
        code: 'BAD_CONFIG',
        message: new RegExp(`"${field}"`),
      });
    });
  }
});
