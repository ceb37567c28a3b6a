import assert from 'node:assert/strict';
import { type Emulator, startEmulator } from '../emulator/index';
import { errorCode, type RawReply, sendRaw } from '../emulator/raw';
import { filled } from './case';
import { type ContractCase, contract, type WireAnswer } from './cases';

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
});
