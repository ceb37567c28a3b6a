import assert from 'node:assert/strict';
import { PlateError } from '#nodes/lib/errors';
import { HINTS } from '#nodes/lib/hints';
import type { Reading } from '#nodes/lib/reader';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';
import { Recognizer } from '#nodes/lib/recognizer';
import { assertAllFree, errorOf, FakeReader, PLATE, recognizerOf, settle, share } from './fake-reader';
import { jpeg, png } from './headers';

describe('a picture without a plate', () => {
  async function refusal(
    saved: Record<string, unknown>,
    reading: Partial<Reading>,
    picture = png(),
  ): Promise<PlateError> {
    const shared = share();
    const result = errorOf(recognizerOf(shared, saved).recognize(picture, undefined));
    await settle();
    shared.reader.last.answer(reading);
    const error = await result;
    assertAllFree(shared.slots, 1);
    return error;
  }

  it('is NO_PLATE, with the request that was answered', async () => {
    const error = await refusal({}, { plates: [], attempts: 2 });

    assert.deepEqual([error.code, error.category, error.retryable], ['NO_PLATE', 'no-plate', false]);
    assert.deepEqual([error.attempts, error.requestId], [2, 'r1']);
  });

  it('is told to come whole, where it breaks off: a program watched its file being written', async () => {
    const whole = Buffer.concat([jpeg(), Buffer.from([0xff, 0xd9])]);

    const ofHalf = await refusal({}, { plates: [] }, jpeg());
    const ofWhole = await refusal({}, { plates: [] }, whole);

    assert.deepEqual([ofHalf.code, ofHalf.hint, ofHalf.requestId], ['NO_PLATE', HINTS['half-picture'], 'r1']);
    assert.equal(ofWhole.hint, HINTS.NO_PLATE);
  });

  it('is told so where the service says that there is none, too', async () => {
    const shared = share();
    const result = errorOf(recognizerOf(shared).recognize(jpeg(), undefined));
    await settle();
    shared.reader.last.fail(new PlateError('AIS.0104', 'no-plate', 'm', { attempts: 1 }));

    const { code, hint, attempts } = await result;

    assert.deepEqual([code, hint, attempts], ['AIS.0104', HINTS['half-picture'], 1]);
  });

  for (const confidence of [0.79, 0, null]) {
    it(`is LOW_CONFIDENCE where the plate has ${confidence} of 0.8`, async () => {
      const error = await refusal(
        { minConfidence: 0.8 },
        { plates: [{ ...PLATE, confidence }], attempts: 2 },
      );

      assert.deepEqual([error.code, error.category], ['LOW_CONFIDENCE', 'no-plate']);
      assert.deepEqual([error.attempts, error.requestId], [2, 'r1']);
      assert.ok(!error.message.includes(PLATE.plate_number));
    });
  }

  it('is LOW_CONFIDENCE by its nearest plate, however sure the others are', async () => {
    const plates = [{ ...PLATE, confidence: 0.5 }, PLATE];

    assert.equal((await refusal({ minConfidence: 0.8 }, { plates })).code, 'LOW_CONFIDENCE');
  });

  for (const [minConfidence, confidence] of [
    [0.8, 0.8],
    [0, 0],
    [0, null],
    [1, 1],
  ] as const) {
    it(`is none where the plate has ${confidence} of ${minConfidence}`, async () => {
      const shared = share();
      const result = recognizerOf(shared, { minConfidence }).recognize(png(), undefined);
      await settle();
      shared.reader.last.answer({ plates: [{ ...PLATE, confidence }] });

      assert.equal((await result).plates[0].confidence, confidence);
    });
  }
});

describe('a message that cannot be read', () => {
  it('spends no call and no slot on a wrong picture', async () => {
    const shared = share();
    const recognizer = recognizerOf(shared);
    for (const value of [
      null,
      undefined,
      5,
      {},
      Buffer.alloc(0),
      'ftp://example.com/',
      Buffer.from('text'),
    ]) {
      assert.equal((await errorOf(recognizer.recognize(value, undefined))).category, 'input');
    }

    assert.equal(shared.reader.calls.length, 0);
    assertAllFree(shared.slots, 1);
  });

  it('is told that the service is not set up, whatever the picture', async () => {
    const problem = new PlateError('NOT_CONFIGURED', 'config', 'm');
    const recognizer = new Recognizer(
      parseRecognizeSettings({}),
      () => {
        throw problem;
      },
      () => {},
    );

    assert.equal(await errorOf(recognizer.recognize(png(), undefined)), problem);
    assert.equal(await errorOf(recognizer.recognize(null, undefined)), problem);
  });

  it('is told to fetch a URL before the embedded reader', async () => {
    const shared = share(1, 'edge');
    const error = await errorOf(recognizerOf(shared).recognize('https://example.com/a.jpg', undefined));

    assert.equal(error.code, 'BAD_INPUT');
    assert.equal(error.hint, HINTS['fetch-here']);
    assert.equal(shared.reader.calls.length, 0);
    assertAllFree(shared.slots, 1);
  });
});

describe('a reader that fails', () => {
  it('passes its error on and gives its slot back', async () => {
    const shared = share();
    const failure = new PlateError('AIS.0103', 'input', 'm', { attempts: 1 });
    const result = errorOf(recognizerOf(shared).recognize(png(), undefined));
    await settle();
    shared.reader.last.fail(failure);

    assert.equal(await result, failure);
    assertAllFree(shared.slots, 1);
  });

  it('with a bug passes that on, too', async () => {
    const shared = share();
    const bug = new TypeError('bug');
    const result = recognizerOf(shared).recognize(png(), undefined);
    const rejected = assert.rejects(result, bug);
    await settle();
    shared.reader.last.fail(bug);

    await rejected;
    assertAllFree(shared.slots, 1);
  });

  it('without a promise gives its slot back, too', async () => {
    const bug = new TypeError('bug');
    const reader = new FakeReader();
    reader.read = () => {
      throw bug;
    };
    const shared = { ...share(), reader };
    const recognizer = recognizerOf(shared);

    await assert.rejects(recognizer.recognize(png(), undefined), bug);
    assert.equal(recognizer.inWork, 0);
    assertAllFree(shared.slots, 1);
  });
});
