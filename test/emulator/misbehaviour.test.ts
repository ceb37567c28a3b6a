import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { answers, type Emulator, faults, SAMPLE_PLATE, startEmulator } from './index';
import { jpegHeader } from './pictures';
import { codeOf, postPicture } from './post';
import type { RawReply } from './raw';

describe('the emulator, misbehaving', () => {
  let emulator: Emulator;
  let agent: Agent;

  async function start(): Promise<void> {
    emulator = await startEmulator();
  }

  const post = (picture?: Buffer): Promise<RawReply> =>
    postPicture(emulator, { agent, ...(picture && { picture }) });

  beforeEach(() => {
    agent = new Agent({ keepAlive: true });
  });

  afterEach(async () => {
    agent.destroy();
    await emulator.close();
  });

  it('answers a request it refuses with the documented code, and keeps the script for the next one', async () => {
    await start();
    emulator.answer(answers.empty());

    const refused = await post(Buffer.from('GIF89a'));
    const good = await post();

    assert.equal(JSON.parse(refused.text).error_code, 'AIS.0102');
    assert.equal(good.text, '{"result":[]}');
  });

  for (const when of ['connect', 'arrival', 'before-headers'] as const) {
    it(`resets ${when}`, async () => {
      await start();
      emulator.misbehave(faults.reset(when));

      await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');
      assert.equal((await post()).status, 200);
    });
  }

  for (const when of ['after-headers', 'mid-body'] as const) {
    it(`resets ${when}`, async () => {
      await start();
      emulator.misbehave(faults.reset(when));

      await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');

      await emulator.idle();
      assert.equal(emulator.calls[0]?.status, 200);
      assert.equal(emulator.calls[0]?.aborted, true);
    });
  }

  for (const when of ['arrival', 'before-headers', 'after-headers', 'mid-body'] as const) {
    it(`holds a request ${when} until it is released`, async () => {
      await start();
      emulator.misbehave(faults.hold(when));

      const waiting = post();
      await emulator.held();
      emulator.release();

      assert.deepEqual(JSON.parse((await waiting).text), { result: [SAMPLE_PLATE] });
    });

    it(`hangs up ${when}`, async () => {
      await start();
      emulator.misbehave(faults.hangup(when));

      await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');
    });
  }

  it('trickles', async () => {
    await start();
    emulator.misbehave(faults.trickle(16, 1));

    assert.deepEqual(JSON.parse((await post()).text), { result: [SAMPLE_PLATE] });
  });

  it('cuts JSON under a right, a wrong and no content-length', async () => {
    await start();
    emulator.misbehave(faults.truncate('right'), faults.truncate('wrong'), faults.truncate('chunked'));

    const right = await post();
    assert.throws(() => JSON.parse(right.text), SyntaxError);
    await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');
    await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');
  });

  it('sends more than the content-length says', async () => {
    await start();
    emulator.misbehave(faults.truncate('short'));

    const reply = await post().catch(codeOf);

    assert.ok(reply === 'HPE_INVALID_CONSTANT' || (typeof reply === 'object' && reply.text.length > 0));
  });

  it('sends a bomb, a huge answer and one without end', async () => {
    await start();
    emulator.misbehave(faults.gzipBomb(1e6), faults.oversize(), faults.oversize(Number.POSITIVE_INFINITY));

    const bomb = await post();
    const huge = await post();
    const endless = post();
    await emulator.until(() => emulator.calls.length === 3 && emulator.calls[2]?.status === 200);
    agent.destroy();

    assert.equal(bomb.headers['content-encoding'], 'gzip');
    assert.ok(huge.text.length > 2 * 1024 * 1024);
    await assert.rejects(endless);
    await emulator.idle();
  });

  it('answers 1xx first, garbage, redirects, pages and nothing', async () => {
    await start();
    emulator.script(
      faults.informational(103, 2),
      answers.redirect('https://elsewhere.example/'),
      answers.htmlError(),
      answers.noContent(),
      answers.bigHeader(),
      answers.duplicateHeaders(),
      faults.garbage(),
    );

    const statuses = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await post()).status);

    assert.deepEqual(statuses, [200, 302, 502, 204, 200, 200]);
    await assert.rejects(post(), (error) => codeOf(error).startsWith('HPE_'));
  });

  it('answers before the body is in, and lets it come or not', async () => {
    await start();
    emulator.misbehave(faults.early(answers.htmlError(503)), faults.early(answers.htmlError(413), true));
    const large = jpegHeader(640, 480, 4_000_000);

    const drained = await post(large);
    const cut = await post(large).catch(codeOf);

    assert.equal(drained.status, 503);
    // A client that is still writing may see the answer or the closed connection first.
    assert.ok(cut === 'EPIPE' || cut === 'ECONNRESET' || (typeof cut === 'object' && cut.status === 413));
  });

  it('closes an idle connection after a good answer', async () => {
    await start();
    emulator.misbehave(faults.closeIdle());

    const reply = await post();
    await emulator.disconnected();

    assert.equal(reply.status, 200);
    assert.equal((await post()).status, 200);
    assert.equal(emulator.connections, 2);
  });

  it('breaks the second request of a half-open connection', async () => {
    await start();
    emulator.misbehave(faults.halfOpen('reset'));

    await post();

    await assert.rejects(post(), (error) => codeOf(error) === 'ECONNRESET');
    assert.equal(emulator.calls[1]?.connection, emulator.calls[0]?.connection);
  });

  it('drops tokens in the middle of a burst', async () => {
    await start();
    emulator.script(answers.empty(), faults.dropTokens('expired'));

    const before = await post();
    const at = await post();
    const after = await post();

    assert.deepEqual([before.status, at.status, after.status], [200, 401, 401]);
    assert.match(at.text, /token expires, expires_at: \d{4}-.*\.\d{6}Z/);
  });
});
