import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../emulator/index';
import { errorCode, type RawReply, sendRaw } from '../emulator/raw';
import { filled } from './case';
import {
  authorization,
  type ContractCase,
  contract,
  loginCases,
  signatureVectors,
  signedAt,
  type WireAnswer,
} from './cases';

describe('the contract, raw', () => {
  let emulator: Emulator | undefined;

  afterEach(() => emulator?.close());

  async function run(subject: ContractCase): Promise<RawReply> {
    emulator = await startEmulator(subject.emulator);
    if (subject.script) emulator.answer(subject.script);
    return sendRaw(emulator.url, filled(subject.request, emulator.projectId, emulator.token));
  }

  function check(reply: RawReply, answer: WireAnswer): void {
    assert.equal(reply.status, answer.status);
    assert.equal(errorCode(reply), answer.code);
    if (answer.body !== undefined) assert.deepEqual(JSON.parse(reply.text), answer.body);
    assert.ok(reply.headers['x-request-id'], 'every answer carries a request id');
  }

  for (const [group, cases] of Object.entries(contract)) {
    describe(group, () => {
      for (const subject of cases) {
        it(subject.name, async () => {
          const reply = await run(subject);

          check(reply, subject.answer);
          assert.equal(emulator?.callCount, 1);
          assert.equal(emulator?.pending, 0);
        });
      }
    });
  }

  describe('requests for a token', () => {
    for (const { name, request, status, body, code, ...subject } of loginCases) {
      it(name, async () => {
        emulator = await startEmulator(subject.emulator);

        const reply = await sendRaw(emulator.url, request);

        assert.equal(reply.status, status);
        assert.equal(errorCode(reply), code);
        if (body !== undefined) assert.deepEqual(JSON.parse(reply.text), body);
        assert.equal(reply.headers['x-subject-token'] === undefined, status !== 201);
      });
    }
  });

  describe('signed requests', () => {
    const pictures = new Map([
      ['V1', 200],
      // A thumbnail without a frame header, and a URL with raw Chinese: signed well, refused later.
      ['V2', 400],
      ['V4', 400],
      ['V5', 200],
    ]);

    for (const vector of signatureVectors.filter(({ name }) => pictures.has(name))) {
      it(`${vector.name} passes at its time and fails with another body`, async () => {
        const { ak, sk, securityToken, target, headers, body } = vector;
        const key = { ak, sk, ...(securityToken !== undefined && { securityToken }) };
        emulator = await startEmulator({ keys: [key], now: () => signedAt(vector) });
        const request = { path: target, headers: { ...headers, authorization: authorization(vector) } };

        const right = await sendRaw(emulator.url, { ...request, body });
        const wrong = await sendRaw(emulator.url, { ...request, body: `${body} ` });

        assert.equal(right.status, pictures.get(vector.name));
        assert.equal(errorCode(wrong), 'APIG.0301');
      });
    }
  });
});
