import assert from 'node:assert/strict';
import { answers, type Emulator, type EmulatorOptions, faults, SAMPLE_PLATE, startEmulator } from './index';
import { type PostOptions, postPicture } from './post';
import { errorCode, type RawReply } from './raw';

describe('the emulator', () => {
  let emulator: Emulator;

  afterEach(() => emulator.close());

  async function start(options: EmulatorOptions = {}): Promise<void> {
    emulator = await startEmulator(options);
  }

  const post = (options?: PostOptions): Promise<RawReply> => postPicture(emulator, options);

  it('reads the documented plate out of a good request and logs what came', async () => {
    await start();

    const reply = await post();

    assert.equal(reply.status, 200);
    assert.deepEqual(JSON.parse(reply.text), { result: [SAMPLE_PLATE] });
    const [call] = emulator.calls;
    assert.equal(call?.kind, 'image');
    assert.equal(call?.status, 200);
    assert.equal(call?.transfer, 'content-length');
    assert.deepEqual(
      { bytes: call?.picture?.bytes, width: call?.picture?.width, height: call?.picture?.height },
      { bytes: 3000, width: 640, height: 480 },
    );
    assert.equal(reply.headers['x-request-id'], call?.requestId);
  });

  it('throttles with the documented text, and lets the window pass', async () => {
    let clock = 0;
    await start({ now: () => clock, throttle: { limit: 2, per: 'second', retryAfter: '3' } });

    const replies = [await post(), await post(), await post()];
    clock = 1000;
    const later = await post();

    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200, 429],
    );
    assert.match(replies[2]?.text ?? '', /policy user over ratelimit, limit:2, time:1 second/);
    assert.equal(replies[2]?.headers['retry-after'], '3');
    assert.equal(later.status, 200);
    assert.equal(emulator.billed, 3);
  });

  it('refuses more calls at once than it may', async () => {
    await start({ maxConcurrent: 1 });
    emulator.misbehave(faults.hold());

    const first = post();
    await emulator.held();
    const second = await post();
    emulator.release();

    assert.equal(errorCode(second), 'ModelArts.4401');
    assert.equal((await first).status, 200);
  });

  for (const [header, payer] of [
    ['0', '0'],
    ['11111111-2222-3333-4444-555555555555', '11111111-2222-3333-4444-555555555555'],
    ['gate', 'default'],
  ] as const) {
    it(`bills enterprise project ${header} to ${payer}`, async () => {
      await start();

      await post({ headers: { 'enterprise-project-id': header } });

      assert.equal(emulator.calls[0]?.billedTo, payer);
    });
  }

  it('tells a length that was known from one that was not', async () => {
    await start();

    await post({ body: '{"a"' });
    await post({ body: '{"a"', chunked: true, headers: { 'transfer-encoding': 'chunked' } });

    assert.deepEqual(
      emulator.calls.map(({ transfer, contentLength, bodyBytes }) => [transfer, contentLength, bodyBytes]),
      [
        ['content-length', 4, 4],
        ['chunked', undefined, 4],
      ],
    );
  });

  it('decodes the project of the path', async () => {
    await start({ projectId: 'a b/ü' });

    const reply = await post({ path: `/v2/${encodeURIComponent('a b/ü')}/ocr/license-plate` });

    assert.equal(reply.status, 200);
    assert.equal(emulator.calls[0]?.project, 'a b/ü');
  });

  it('only counts bodies when told to look at heads', async () => {
    await start({ checks: 'head' });

    const reply = await post({ body: 'not even JSON' });

    assert.equal(reply.status, 200);
    assert.equal(emulator.calls[0]?.bodyBytes, 13);
    assert.equal(errorCode(await post({ headers: { 'x-auth-token': 'other' } })), 'APIG.0301');
  });

  it('keeps the newest calls and counts them all', async () => {
    await start({ keep: 2 });

    for (let i = 0; i < 3; i += 1) await post();

    assert.deepEqual(
      emulator.calls.map(({ number }) => number),
      [2, 3],
    );
    assert.equal(emulator.callCount, 3);
  });

  it('picks answers by the call at hand, queue first', async () => {
    await start();
    emulator.respondWith((call) => (call.headers['x-odd'] ? answers.empty() : undefined));
    emulator.answer(answers.missing());

    const texts = [];
    for (const headers of [{}, { 'x-odd': '1' }, {}]) texts.push((await post({ headers })).text);

    assert.equal(texts[0], '{}');
    assert.equal(texts[1], '{"result":[]}');
    assert.match(texts[2] ?? '', /京XXXXX/);
  });

  it('puts repeated headers and 1xx answers on the wire', async () => {
    await start();
    emulator.script(answers.duplicateHeaders(), faults.informational(102, 2));

    const doubled = await post();
    const announced = await post();

    const names = doubled.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    assert.equal(names.filter((name) => name === 'x-request-id').length, 2);
    assert.equal(names.filter((name) => name === 'retry-after').length, 2);
    assert.deepEqual(announced.interim, [102, 102]);
    assert.equal(announced.status, 200);
  });

  it('rejects whoever still waits when it closes', async () => {
    await start();
    const waiting = emulator.nextCall();

    await emulator.close();

    await assert.rejects(waiting, /closed/);
  });

  it('restarts on the same port with its memory', async () => {
    await start();
    await post();
    const { url } = emulator;

    await emulator.stop();
    await assert.rejects(post());
    await emulator.restart();

    assert.equal(emulator.url, url);
    assert.equal((await post()).status, 200);
    assert.equal(emulator.callCount, 2);
  });

  it('counts what is in flight and shows a call before it is over', async () => {
    await start();
    emulator.respondWith(faults.hold());

    const next = emulator.nextCall();
    const both = [post(), post()];
    const call = await next;
    await emulator.held(2);
    const during = emulator.inFlight;
    emulator.release();
    await Promise.all(both);
    await call.finished;
    await emulator.idle();

    assert.equal(call.number, 1);
    assert.equal(during, 2);
    assert.equal(emulator.maxInFlight, 2);
    assert.equal(emulator.inFlight, 0);
  });

  it('closes at once with requests in flight', async () => {
    await start();
    emulator.respondWith(faults.hold('mid-body'));
    const lost = assert.rejects(post());
    await emulator.held();

    await emulator.close();

    await lost;
    assert.equal(emulator.openSockets, 0);
  });
});
