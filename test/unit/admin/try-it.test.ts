import assert from 'node:assert/strict';
import { tryPicture } from '#nodes/lib/admin/try-it';
import { PlateError } from '#nodes/lib/errors';
import { Health } from '#nodes/lib/health';
import { Slots } from '#nodes/lib/slots';
import { FakeReader, PLATE, pictureNumber, settle } from '../fake-reader';

describe('a picture that is tried in the dialog', () => {
  let reader: FakeReader;
  let health: Health;
  let bugs: PlateError[];

  beforeEach(() => {
    reader = new FakeReader();
    health = new Health();
    bugs = [];
  });

  function tried(signal = new AbortController().signal) {
    const lend = () => ({ engine: 'huawei' as const, reader, slots: new Slots(1), health });
    const dialog = { language: 'en-US' as const, onBug: (error: PlateError) => bugs.push(error) };
    return tryPicture(pictureNumber(1), {}, lend, dialog, signal);
  }

  it('is answered with what output 1 would send', async () => {
    const trial = tried();
    await settle();
    reader.last.answer();

    const { output, msg } = await trial;

    assert.equal(output, 1);
    assert.deepEqual('payload' in msg && msg.payload, PLATE);
    assert.deepEqual(bugs, []);
  });

  it('is answered with what output 2 would send, which is nothing for the log', async () => {
    const trial = tried();
    await settle();
    reader.last.fail(new PlateError('HTTP_503', 'service', 'm'));

    const { output, msg } = await trial;

    assert.equal(output, 2);
    assert.equal('error' in msg && msg.error.code, 'HTTP_503');
    assert.deepEqual(bugs, []);
  });

  it('and meets a bug of ours: the log has it, as the hint says', async () => {
    const trial = tried();
    await settle();
    const bug = new PlateError('UNEXPECTED', 'internal', 'm', { cause: new Error('m') });
    reader.last.fail(bug);

    const { msg } = await trial;

    assert.match(('error' in msg && msg.error.hint) || '', /lines of the Node-RED log/);
    assert.deepEqual(bugs, [bug]);
  });

  it('is read no longer than somebody waits for it', async () => {
    const request = new AbortController();
    const trial = tried(request.signal);
    await settle();

    request.abort();

    await assert.rejects(trial);
    assert.equal(reader.last.signal.aborted, true);
  });
});
