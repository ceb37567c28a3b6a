import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { answerJson, Refused, readBytes } from '#nodes/lib/admin/http';
import type { PlateError } from '#nodes/lib/errors';

/** A request as it arrives: so many parts of 1000 bytes each. */
function upload(parts: number, headers: Record<string, string> = {}): IncomingMessage {
  const bytes = Array.from({ length: parts }, () => Buffer.alloc(1000));
  return Object.assign(Readable.from(bytes), { headers }) as unknown as IncomingMessage;
}

describe('an upload', () => {
  it('is read up to its bound', async () => {
    assert.equal((await readBytes(upload(5), 5000)).length, 5000);
  });

  it('is refused over its bound, though it does not say how long it is', async () => {
    await assert.rejects(readBytes(upload(6), 5000), { statusCode: 413, code: 'TOO_LARGE' });
  });

  it('is refused before it is read where it says so itself', async () => {
    const request = upload(1, { 'content-length': '5001' });

    await assert.rejects(readBytes(request, 5000), { statusCode: 413 });
    assert.equal(request.readableDidRead, false);
  });
});

describe('an answer to the editor', () => {
  let statusCode: number;
  let text: string;
  let bugs: PlateError[];
  let response: ServerResponse;

  beforeEach(() => {
    bugs = [];
    statusCode = 0;
    text = '';
    response = {
      destroyed: false,
      writeHead: (code: number) => {
        statusCode = code;
      },
      end: (body: string) => {
        text = body;
      },
    } as unknown as ServerResponse;
  });

  const answer = (work: () => Promise<unknown>) => answerJson(response, (error) => bugs.push(error), work);

  it('is what was made', async () => {
    await answer(async () => ({ steps: [] }));

    assert.deepEqual([statusCode, text, bugs], [200, '{"steps":[]}', []]);
  });

  it('is why it was refused, which is nothing for the log', async () => {
    await answer(() => Promise.reject(new Refused(415, 'BAD_TYPE', 'm')));

    assert.deepEqual([statusCode, text], [415, '{"error":{"code":"BAD_TYPE","message":"m"}}']);
    assert.deepEqual(bugs, []);
  });

  it('is the message of a bug, whose stack is for the log', async () => {
    const bug = new TypeError('x is not a function');

    await answer(() => Promise.reject(bug));

    assert.deepEqual(
      [statusCode, text],
      [500, '{"error":{"code":"UNEXPECTED","message":"x is not a function"}}'],
    );
    assert.deepEqual(
      bugs.map(({ cause }) => cause),
      [bug],
    );
  });

  it('goes to nobody, and is no bug, where the editor hung up', async () => {
    Object.assign(response, { destroyed: true });

    await answer(() => Promise.reject(new Error('aborted')));

    assert.deepEqual([statusCode, bugs], [0, []]);
  });
});
