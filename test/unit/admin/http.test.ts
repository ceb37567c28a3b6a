import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { readBytes } from '#nodes/lib/admin/http';

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
