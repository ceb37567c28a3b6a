import assert from 'node:assert/strict';
import { DOWNLOAD_HINTS } from '#nodes/lib/download/hints';
import { digestCamera } from './digest-camera';
import { assertFails, failureOf, fetchFrom, Rig } from './rig';

const CREDENTIALS = { user: 'admin', password: 'p@ss:"wörd"' };

describe('a camera that asks for a digest', () => {
  const rig = new Rig();
  afterEach(() => rig.close());

  for (const algorithm of [undefined, 'MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess']) {
    for (const qop of [undefined, 'auth', 'auth,auth-int']) {
      it(`logs in by digest: ${algorithm ?? 'no algorithm'}, ${qop ?? 'no qop'}`, async () => {
        const rules = { ...CREDENTIALS, ...(algorithm && { algorithm }), ...(qop && { qop }) };
        const camera = await rig.camera(digestCamera(rules));
        const downloader = rig.downloader(CREDENTIALS);

        await fetchFrom(downloader, `${camera.origin}/snap?a=1&b="c"`);
        await fetchFrom(downloader, `${camera.origin}/snap?a=1&b="c"`);

        assert.deepEqual(camera.authorizations.map(Boolean), [false, true, true]);
      });
    }
  }

  for (const [offer, named] of [
    ['Digest realm="cam", nonce="n", qop="auth-int"', 'digest qop=auth-int'],
    [
      'Digest realm="cam", nonce="n", qop="auth", algorithm=SHA-512-256',
      'digest algorithm=SHA-512-256 qop=auth',
    ],
    [`Digest realm="cam", qop="${'x'.repeat(99)}"`, 'digest'],
    [`${'x'.repeat(6000)}, ${'y '.repeat(2000)}`, `${'x'.repeat(20)}, y, y, y, y, y, y, y`],
  ] as const) {
    it(`is told why its digest login cannot be answered: ${named}`, async () => {
      const camera = await rig.camera((_request, response) => {
        response.writeHead(401, { 'www-authenticate': offer }).end();
      });

      const { message, hint } = await failureOf(fetchFrom(rig.downloader(CREDENTIALS), camera.origin));

      assert.ok(
        message.endsWith(`answered 401: it offers no login that can be answered here (offered: ${named}).`),
      );
      assert.equal(hint, DOWNLOAD_HINTS['camera-login-kind']);
      assert.equal(camera.requests.length, 1);
    });
  }

  it('counts on through pictures that are fetched at once', async () => {
    const camera = await rig.camera(digestCamera({ ...CREDENTIALS, qop: 'auth' }));
    const downloader = rig.downloader(CREDENTIALS);
    await fetchFrom(downloader, camera.origin);

    await Promise.all(Array.from({ length: 8 }, () => fetchFrom(downloader, camera.origin)));

    const counts = camera.authorizations.flatMap((header) => /nc=(\w{8})/.exec(header ?? '')?.[1] ?? []);
    assert.equal(new Set(counts).size, counts.length);
  });

  it('is asked once more where a kept nonce went stale', async () => {
    const camera = await rig.camera(digestCamera({ ...CREDENTIALS, qop: 'auth', uses: 1 }));
    const downloader = rig.downloader(CREDENTIALS);

    await fetchFrom(downloader, camera.origin);
    await fetchFrom(downloader, camera.origin);

    assert.deepEqual(camera.authorizations.map(Boolean), [false, true, true, true]);
  });

  it('is asked once more where it forgets to say that the nonce went stale', async () => {
    const camera = await rig.camera(
      digestCamera({ ...CREDENTIALS, qop: 'auth', uses: 1, admitsStale: false }),
    );
    const downloader = rig.downloader(CREDENTIALS);

    await fetchFrom(downloader, camera.origin);
    await fetchFrom(downloader, camera.origin);

    assert.equal(camera.requests.length, 4);
  });

  it('is asked no more than twice with what it calls stale', async () => {
    const camera = await rig.camera(digestCamera({ ...CREDENTIALS, qop: 'auth', uses: 0 }));

    const fetched = fetchFrom(rig.downloader(CREDENTIALS), camera.origin);

    await assertFails(fetched, { message: /answered 401/, statusCode: 401 });
    assert.equal(camera.requests.length, 3);
  });
});
