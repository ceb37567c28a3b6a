import assert from 'node:assert/strict';
import { requestBody } from '#nodes/lib/huawei/body';
import type { PictureBytes } from '#nodes/lib/picture';
import { noise } from '../headers';

const CHUNK = 84 * 1024;

function pictureOf(bytes: Uint8Array): PictureBytes {
  return { kind: 'bytes', bytes, format: 'jpeg', width: 640, height: 480 };
}

describe('the body of a request', () => {
  for (const length of [
    1,
    2,
    3,
    4,
    CHUNK - 2,
    CHUNK - 1,
    CHUNK,
    CHUNK + 1,
    CHUNK + 2,
    2 * CHUNK,
    3 * CHUNK + 1,
  ]) {
    it(`is the JSON of the document for a picture of ${length} bytes, with its exact length`, () => {
      const bytes = noise(length);
      const { contentLength, chunks } = requestBody(pictureOf(bytes));
      const text = [...chunks()].join('');

      assert.equal(text, JSON.stringify({ image: bytes.toString('base64') }));
      assert.equal(contentLength, Buffer.byteLength(text));
    });
  }

  it('comes in chunks of 84 KiB of picture', () => {
    const parts = [...requestBody(pictureOf(noise(5 * CHUNK + 1))).chunks()];

    assert.equal(parts.length, 1 + 6 + 1);
    assert.ok(parts.every((part) => part.length <= (CHUNK / 3) * 4));
  });

  it('begins anew each time it is asked for', () => {
    const { chunks } = requestBody(pictureOf(noise(CHUNK + 5)));
    const first = [...chunks()];
    const [opening] = chunks();

    assert.equal(opening, '{"image":"');
    assert.deepEqual([...chunks()], first);
  });

  it('holds a view into a larger memory, and nothing around it', () => {
    const memory = noise(300);
    const view = new Uint8Array(memory.buffer, memory.byteOffset + 100, 100);

    const text = [...requestBody(pictureOf(view)).chunks()].join('');

    assert.deepEqual(JSON.parse(text), { image: memory.subarray(100, 200).toString('base64') });
  });

  it('encodes nothing before it is asked to', () => {
    const bytes = noise(10);
    const { chunks } = requestBody(pictureOf(bytes));
    const iterator = chunks();
    const changed = Buffer.alloc(10, 1);
    changed.copy(bytes);

    assert.deepEqual(JSON.parse([...iterator].join('')), { image: changed.toString('base64') });
  });

  it('never writes to the picture', () => {
    const bytes = noise(2 * CHUNK);
    const before = Buffer.from(bytes);
    Array.from(requestBody(pictureOf(bytes)).chunks());

    assert.deepEqual(bytes, before);
  });

  for (const url of [
    'https://example.com/a.jpg',
    'https://example.com/a%20b.jpg?x="1"',
    'https://例子.测试/车牌.jpg',
  ]) {
    it(`is the JSON of the document for ${url}, with its exact length in bytes`, () => {
      const { contentLength, chunks } = requestBody({ kind: 'url', url });
      const text = [...chunks()].join('');

      assert.deepEqual(JSON.parse(text), { url });
      assert.equal(contentLength, Buffer.byteLength(text));
      // Connections write one byte for each character of text.
      for (const chunk of chunks()) assert.ok(typeof chunk !== 'string' || /^[\x20-\x7e]*$/.test(chunk));
    });
  }
});
