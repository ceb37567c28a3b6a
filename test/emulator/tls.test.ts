import assert from 'node:assert/strict';
import { connect } from 'node:tls';
import { type Certificate, type Emulator, faults, selfSigned, startEmulator } from './index';
import { codeOf, type PostOptions, postPicture } from './post';
import type { RawReply } from './raw';

describe('the emulator over TLS', () => {
  let emulator: Emulator;

  afterEach(() => emulator.close());

  async function start({ tls }: { tls: Certificate }): Promise<void> {
    emulator = await startEmulator({ tls });
  }

  const post = (options?: PostOptions): Promise<RawReply> => postPicture(emulator, options);

  it('is met with a certificate of its own', async () => {
    const tls = selfSigned();
    await start({ tls });

    const reply = await post({ ca: tls.cert });

    assert.equal(reply.status, 200);
    assert.match(emulator.url, /^https:/);
  });

  it('shows a client a certificate of another name, of nobody, and one that has ended', async () => {
    const other = selfSigned(['ocr.example']);
    await start({ tls: other });
    await assert.rejects(
      post({ ca: other.cert }),
      (error) => codeOf(error) === 'ERR_TLS_CERT_ALTNAME_INVALID',
    );
    await assert.rejects(post(), (error) => codeOf(error) === 'DEPTH_ZERO_SELF_SIGNED_CERT');
    await emulator.close();

    const ended = selfSigned(['127.0.0.1'], { until: new Date(Date.now() - 1000) });
    await start({ tls: ended });
    await assert.rejects(post({ ca: ended.cert }), (error) => codeOf(error) === 'CERT_HAS_EXPIRED');
  });

  it('resets and hangs up under TLS too', async () => {
    const tls = selfSigned();
    await start({ tls });
    emulator.misbehave(
      faults.reset('connect'),
      faults.reset('mid-body'),
      faults.hangup('before-headers'),
      faults.closeIdle(),
    );

    for (let i = 0; i < 3; i += 1) {
      await assert.rejects(post({ ca: tls.cert }), (error) => codeOf(error) === 'ECONNRESET');
    }
    assert.equal((await post({ ca: tls.cert })).status, 200);
    await emulator.disconnected();
  });

  it('closes at once with a handshake hanging', async () => {
    await start({ tls: selfSigned() });
    const socket = connect({ host: '127.0.0.1', port: emulator.port, rejectUnauthorized: false });
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await emulator.until(() => emulator.openSockets === 1);

    await emulator.close();

    await ended;
    assert.equal(emulator.openSockets, 0);
  });
});
