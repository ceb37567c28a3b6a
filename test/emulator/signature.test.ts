import assert from 'node:assert/strict';
import { authorization, type SignatureVector, signatureVectors, signedAt } from '../contract/vectors';
import { canonicalRequest, sha256, signatureOf, type WireRequest } from './canonical';
import { type Emulator, type EmulatorOptions, startEmulator } from './index';
import { errorCode, type RawReply, sendRaw } from './raw';
import { verifySignature } from './signature-check';

const MINUTE = 60_000;

function received(vector: SignatureVector, change: Partial<WireRequest> = {}): WireRequest {
  const headers = { ...vector.headers, authorization: authorization(vector) };
  return { method: vector.method, target: vector.target, headers, body: Buffer.from(vector.body), ...change };
}

function vectorOf(name: string): SignatureVector {
  const found = signatureVectors.find((vector) => vector.name === name);
  assert.ok(found);
  return found;
}

describe("the emulator's signature check", () => {
  for (const vector of signatureVectors) {
    it(`takes ${vector.name} and nothing that differs`, () => {
      const key = { ak: vector.ak, sk: vector.sk, ...temporary(vector) };
      const time = signedAt(vector);
      const canonical = canonicalRequest(received(vector), vector.signedHeaders.split(';'));

      assert.equal(verifySignature(received(vector), [key], time), undefined);

      if (vector.bodySha256 !== undefined) assert.equal(sha256(vector.body), vector.bodySha256);
      if (vector.canonicalSha256 !== undefined) assert.equal(sha256(canonical), vector.canonicalSha256);
      const changes: Partial<WireRequest>[] = [
        { method: 'PATCH' },
        { target: `${vector.target}x` },
        { body: Buffer.from(`${vector.body}\n`) },
      ];
      for (const change of changes) {
        assert.match(verifySignature(received(vector, change), [key], time) ?? '', /^verify aksk/);
      }
      assert.match(verifySignature(received(vector), [{ ...key, sk: 'other' }], time) ?? '', /^verify aksk/);
      assert.match(verifySignature(received(vector), [], time) ?? '', /^verify aksk/);
    });
  }

  function temporary({ securityToken }: SignatureVector): { securityToken?: string } {
    return securityToken === undefined ? {} : { securityToken };
  }

  it('refuses a temporary key without its token, and a permanent one with a token', () => {
    const vector = vectorOf('V2');
    const { ak, sk } = vector;
    const time = signedAt(vector);

    assert.ok(verifySignature(received(vector), [{ ak, sk, securityToken: 'another' }], time));
    assert.ok(verifySignature(received(vector), [{ ak, sk }], time));
  });

  it('allows clocks fifteen minutes apart, not a second more', () => {
    const vector = vectorOf('V5');
    const at = (offset: number): string | undefined =>
      verifySignature(received(vector), [vector], signedAt(vector) + offset);

    assert.equal(at(15 * MINUTE), undefined);
    assert.equal(at(-15 * MINUTE), undefined);
    assert.equal(
      at(15 * MINUTE + 1000),
      'calc aksk signature fail:signature expired, signature time:20260101T000000Z, server time:20260101T001501Z',
    );
    assert.match(at(-15 * MINUTE - 1000) ?? '', /signature expired/);
  });

  it('wants the date signed', () => {
    const vector = { ...vectorOf('V5'), signedHeaders: 'host' };
    const canonical = canonicalRequest(received(vector), ['host']);
    const signature = signatureOf(canonical, vector.headers['x-sdk-date'] ?? '', vector.sk);

    const refusal = verifySignature(received({ ...vector, signature }), [vector], signedAt(vector));

    assert.equal(refusal, 'verify aksk signature fail');
  });
});

describe('the emulator and access keys', () => {
  const vector = vectorOf('V1');
  const forged = { ...vector, signature: vector.signature.replace('a', 'b') };
  let emulator: Emulator;
  let clock: number;

  beforeEach(() => {
    clock = signedAt(vector);
  });

  afterEach(() => emulator.close());

  async function start(options: EmulatorOptions = {}): Promise<void> {
    emulator = await startEmulator({ keys: [vector], now: () => clock, ...options });
  }

  function send(signed: SignatureVector): Promise<RawReply> {
    const headers = { ...signed.headers, authorization: authorization(signed) };
    return sendRaw(emulator.url, { path: signed.target, headers, body: signed.body });
  }

  it('echoes the canonical request of a signature it cannot verify', async () => {
    await start({ prefix: 'APIGW' });

    const reply = await send(forged);

    assert.equal(reply.status, 401);
    assert.equal(errorCode(reply), 'APIGW.0301');
    assert.match(
      reply.text,
      /verify aksk signature fail, canonicalRequest:POST\|\/v2\/0123.*plate\/\|\|content/,
    );
    assert.equal(emulator.calls[0]?.accessKey, vector.ak);
  });

  it('locks a key for five minutes after five failures, good signatures included', async () => {
    await start();
    for (let i = 0; i < 5; i += 1) await send(forged);

    const locked = await send(vector);
    clock += 5 * MINUTE;
    const unlocked = await send(vector);

    assert.match(locked.text, /AK access failed to reach the limit,forbidden/);
    assert.equal(unlocked.status, 200);
  });

  it('counts failures from the last success', async () => {
    await start();
    for (let i = 0; i < 4; i += 1) await send(forged);
    await send(vector);
    for (let i = 0; i < 4; i += 1) await send(forged);

    const reply = await send(vector);

    assert.equal(reply.status, 200);
  });

  it('shows its own time when clocks are apart', async () => {
    await start({ clockSkew: 20 * MINUTE });

    const reply = await send(vector);

    assert.match(
      reply.text,
      /signature expired, signature time:20260101T000000Z, server time:20260101T002000Z/,
    );
    assert.equal(reply.headers.date, 'Thu, 01 Jan 2026 00:20:00 GMT');
  });

  it('refuses a temporary key past its end', async () => {
    await start({ keys: [{ ...vector, expiresAt: clock - 1 }] });

    const reply = await send(vector);

    assert.match(reply.text, /signature expired/);
  });
});
