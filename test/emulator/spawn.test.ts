import assert from 'node:assert/strict';
import { answers, spawnEmulator } from './index';
import { jpegHeader } from './pictures';
import { type RawReply, sendRaw } from './raw';

describe('an emulator in its own process', () => {
  it('answers, is scripted, counts and ends', async () => {
    const emulator = await spawnEmulator({ projectId: 'p' });
    const post = (): Promise<RawReply> =>
      sendRaw(emulator.url, {
        path: `/v2/${emulator.projectId}/ocr/license-plate`,
        headers: { 'content-type': 'application/json', 'x-auth-token': emulator.token },
        body: JSON.stringify({ image: jpegHeader(64, 64).toString('base64') }),
      });

    await emulator.script(answers.throttled());
    const statuses = [(await post()).status, (await post()).status];
    const counts = await emulator.counts();
    await emulator.close();

    assert.deepEqual(statuses, [429, 200]);
    assert.deepEqual([counts.callCount, counts.billed], [2, 1]);
    await assert.rejects(post());
  });
});
