import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { answers, type Emulator, type EmulatorOptions, faults, SAMPLE_PLATE, startEmulator } from './index';
import { jpegHeader } from './pictures';

interface Reply {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

describe('the emulator', () => {
  let emulator: Emulator;
  let agent: Agent;

  async function start(options?: EmulatorOptions): Promise<void> {
    emulator = await startEmulator(options);
  }

  function post(fields: object = goodFields(), headers: Record<string, string> = {}): Promise<Reply> {
    const body = JSON.stringify(fields);
    return new Promise((resolve, reject) => {
      const req = request(`${emulator.url}/v2/${emulator.projectId}/ocr/license-plate`, {
        agent,
        method: 'POST',
        maxHeaderSize: 256 * 1024,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-auth-token': emulator.token,
          ...headers,
        },
      });
      req.on('error', reject);
      req.on('response', (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      req.end(body);
    });
  }

  const goodFields = (): object => ({ image: jpegHeader(640, 480, 2000).toString('base64') });
  const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

  beforeEach(() => {
    agent = new Agent({ keepAlive: true });
  });

  afterEach(async () => {
    agent.destroy();
    await emulator.close();
  });

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
      { bytes: 2000, width: 640, height: 480 },
    );
    assert.equal(reply.headers['x-request-id'], call?.requestId);
  });

  it('answers a request it refuses with the documented code, and keeps the script for the next one', async () => {
    await start();
    emulator.answer(answers.empty());

    const refused = await post({ image: 'data:image/png;base64,AAAA' });
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

  it('drops tokens in the middle of a burst', async () => {
    await start();
    emulator.script(answers.empty(), faults.dropTokens('expired'));

    const before = await post();
    const at = await post();
    const after = await post();

    assert.deepEqual([before.status, at.status, after.status], [200, 401, 401]);
    assert.match(at.text, /token expires, expires_at: \d{4}-.*\.\d{6}Z/);
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
