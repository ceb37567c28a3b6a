import assert from 'node:assert/strict';
import sinon from 'sinon';
import { PlateError } from '#nodes/lib/errors';
import type { Reading } from '#nodes/lib/reader';
import { assertAllFree, errorOf, PLATE, recognizerOf, settle, share } from './fake-reader';
import { jpeg, png } from './headers';

describe('a picture that is recognized', () => {
  const NOW = 1_764_000_000_000;
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
  });

  afterEach(() => {
    clock.restore();
  });

  async function recognized(value: unknown, reading: Partial<Reading> = {}, time?: unknown) {
    const shared = share();
    const result = recognizerOf(shared).recognize(value, time);
    await settle();
    shared.reader.last.answer(reading);
    return result;
  }

  it('gives the plates, the same Buffer and how it was read', async () => {
    const shared = share();
    const bytes = png();
    const result = recognizerOf(shared).recognize(bytes, undefined);
    await settle();
    clock.tick(250);
    shared.reader.last.answer();

    const { plates, image, recognition } = await result;
    assert.deepEqual(plates, [PLATE]);
    assert.equal(image, bytes);
    assert.deepEqual(recognition, {
      engine: 'huawei',
      requestId: 'r1',
      attempts: 1,
      duration: 250,
      takenAt: NOW,
      takenFrom: 'arrival',
    });
    assertAllFree(shared.slots, 1);
  });

  it('reads the very bytes of the message', async () => {
    const shared = share();
    const bytes = png();
    void recognizerOf(shared).recognize(bytes, undefined);
    await settle();
    const { picture, answer } = shared.reader.last;
    answer();

    assert.deepEqual(picture, { kind: 'bytes', bytes, format: 'png', width: 640, height: 480 });
    assert.ok(picture.kind === 'bytes' && picture.bytes === bytes);
  });

  it('passes on every plate, in the order of the reader', async () => {
    const second = { ...PLATE, plate_number: '沪B00001' };

    assert.deepEqual((await recognized(png(), { plates: [PLATE, second] })).plates, [PLATE, second]);
  });

  it('gives the URL where the service fetched it', async () => {
    const { image } = await recognized('https://example.com/a.jpg');

    assert.equal(image, 'https://example.com/a.jpg');
  });

  it('gives the bytes that base64 stood for', async () => {
    const { image } = await recognized(png().toString('base64'));

    assert.deepEqual(image, png());
  });

  it('was taken when its message says so', async () => {
    const { recognition } = await recognized(png(), {}, NOW - 5000);

    assert.deepEqual([recognition.takenAt, recognition.takenFrom], [NOW - 5000, 'message']);
  });

  it('was taken when it arrived, not when its turn came', async () => {
    const shared = share();
    const hold = await shared.slots.take();
    const result = recognizerOf(shared).recognize(png(), undefined);
    clock.tick(3000);
    hold();
    await settle();
    clock.tick(100);
    shared.reader.last.answer();

    const { recognition } = await result;
    assert.equal(recognition.takenAt, NOW);
    assert.equal(recognition.duration, 100);
  });

  it('has a warning of each one who has something to say', async () => {
    const { recognition } = await recognized(jpeg({ width: 5000 }), { warnings: ['blurred'] }, 'yesterday');

    assert.equal(recognition.takenAt, null);
    assert.equal(recognition.warnings?.length, 3);
    assert.ok(recognition.warnings?.includes('blurred'));
  });

  it('brings no warning of what the service may refuse where the embedded reader read it', async () => {
    const { recognition } = await recognized(jpeg({ width: 5000 }), { engine: 'edge' });

    assert.ok(!('warnings' in recognition));
  });

  it('names no request where the reader has none', async () => {
    const shared = share(1, 'edge');
    shared.reader.read = () => Promise.resolve({ engine: 'edge', plates: [PLATE], attempts: 1 });
    const { recognition } = await recognizerOf(shared).recognize(png(), undefined);

    assert.ok(!('requestId' in recognition));
    assert.ok(!('warnings' in recognition));
    assert.equal(recognition.engine, 'edge');
  });

  it('leaves no timer behind, however it ends', async () => {
    const shared = share(2);
    const recognizer = recognizerOf(shared);
    const first = recognizer.recognize(png(), undefined);
    const second = errorOf(recognizer.recognize(png(), undefined));
    await settle();
    shared.reader.calls[0]?.answer();
    shared.reader.calls[1]?.fail(new PlateError('NETWORK', 'network', 'm'));
    await Promise.all([first, second]);

    assert.equal(clock.countTimers(), 0);
    assert.equal(recognizer.inWork, 0);
  });
});
