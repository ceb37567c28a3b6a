import assert from 'node:assert/strict';
import sinon from 'sinon';
import { parseRecognizeSettings } from '#nodes/lib/recognize-settings';
import { Recognizer } from '#nodes/lib/recognizer';
import { assertAllFree, errorOf, Flow, recognizerOf, settle, share } from './fake-reader';
import { png } from './headers';

describe('the time of a message', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    clock.restore();
  });

  it('runs out with TIMEOUT, and its slot goes to the next', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    flow.send(2);
    await settle();
    clock.tick(1999);
    await settle();
    assert.equal(shared.reader.calls.length, 1);
    clock.tick(1);
    await settle();

    assert.equal(flow.fate(1), 'TIMEOUT');
    assert.equal(shared.reader.calls.length, 2);
    shared.reader.last.answer();
    await flow.settled();
    assert.equal(flow.fate(2), 'plate');
    assert.equal(clock.countTimers(), 0);
    assertAllFree(shared.slots, 1);
  });

  it('begins when it leaves the waiting room', async () => {
    const shared = share();
    const hold = await shared.slots.take();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    await settle();
    clock.tick(60_000);
    await settle();
    hold();
    await settle();
    clock.tick(1999);
    shared.reader.last.answer();
    await flow.settled();

    assert.equal(flow.fate(1), 'plate');
  });

  it('makes an error that says how long it was', async () => {
    const result = errorOf(recognizerOf(share(), { timeout: '2.5' }).recognize(png(), undefined));
    await settle();
    clock.tick(2500);
    const error = await result;

    assert.deepEqual([error.code, error.category, error.retryable], ['TIMEOUT', 'timeout', true]);
    assert.equal(error.message, 'No answer within 2.5 s.');
    assert.match(error.hint?.['en-US'] ?? '', /network/);
  });

  it('makes an error that says who was too slow: the camera', async () => {
    const settings = parseRecognizeSettings({ timeout: 2, download: 'node' });
    const download = (_url: string, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const shared = share();
    const recognizer = new Recognizer(
      settings,
      () => shared,
      () => {},
      download,
    );
    const result = errorOf(recognizer.recognize('http://192.168.1.64:8080/snap?password=x', undefined));
    await settle();
    clock.tick(2000);
    const error = await result;

    assert.equal(error.code, 'TIMEOUT');
    assert.equal(error.message, 'No picture came from 192.168.1.64:8080 within 2 s.');
    assert.match(error.hint?.['en-US'] ?? '', /Open the URL in a browser/);
  });

  it('makes an error that says who was too slow: the embedded reader', async () => {
    const result = errorOf(recognizerOf(share(1, 'edge'), { timeout: 2 }).recognize(png(), undefined));
    await settle();
    clock.tick(2000);
    const error = await result;

    assert.equal(error.message, 'The embedded reader was not done within 2 s.');
    assert.match(error.hint?.['en-US'] ?? '', /more time/);
    assert.doesNotMatch(error.hint?.['en-US'] ?? '', /network/);
  });

  it('cannot change an answer that came in time', async () => {
    const shared = share();
    const flow = new Flow(recognizerOf(shared, { timeout: 2 }));
    flow.send(1);
    await settle();
    shared.reader.last.answer();
    clock.tick(2000);
    await flow.settled();

    assert.equal(flow.fate(1), 'plate');
  });
});
