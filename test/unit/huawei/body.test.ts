import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { requestBody } from '#nodes/lib/huawei/body';
import { noise } from '../headers';
import { pictureWith } from './service';

const LEAST = 50_400;
const MOST = 100_800;

/** Each chunk is kept as it is when it comes, as whoever sends it would. */
function textOf(chunks: Iterable<Uint8Array>): string {
  return Array.from(chunks, (chunk) => Buffer.from(chunk).toString('latin1')).join('');
}

function nextOf(iterators: readonly Iterator<Uint8Array>[]): (Uint8Array | undefined)[] {
  return iterators.map((iterator) => {
    const { done, value } = iterator.next();
    return done ? undefined : value;
  });
}

describe('the body of a request', () => {
  const edges = [LEAST, MOST, 2 * MOST, 1_000_000].flatMap((length) => [length - 1, length, length + 1]);
  for (const length of [0, 1, 2, 3, 4, 11, 12, 13, ...edges]) {
    it(`is the JSON of the document for a picture of ${length} bytes, with its exact length`, () => {
      const bytes = noise(length);
      const { contentLength, chunks } = requestBody(pictureWith(bytes));
      const text = textOf(chunks());

      assert.ok(text === JSON.stringify({ image: bytes.toString('base64') }));
      assert.equal(contentLength, text.length);
    });
  }

  it('comes in chunks that undici waits for, of 64 KiB and more, and of 132 KiB at most', () => {
    const all = noise(4 * MOST);
    for (let length = LEAST; length <= all.length; length += 997) {
      const picture = pictureWith(all.subarray(0, length));
      const sizes = Array.from(requestBody(picture).chunks(), (chunk) => chunk.length);

      assert.ok(
        Math.min(...sizes) >= 64 * 1024 && Math.max(...sizes) <= 132 * 1024,
        `${length}: ${sizes.join()}`,
      );
    }
  });

  it('begins anew each time it is asked for, and leaves alone what came before', () => {
    const { chunks } = requestBody(pictureWith(noise(3 * MOST)));
    const iterator = chunks()[Symbol.iterator]();
    const first: Uint8Array = iterator.next().value;
    const copy = Buffer.from(first);
    const whole = textOf(chunks());

    assert.ok(textOf(chunks()) === whole);
    assert.ok(copy.equals(first));
    iterator.return?.();
  });

  it('is the same for any number of pictures that are sent side by side', () => {
    const all = noise(3 * MOST + 40);
    const pictures = Array.from({ length: 40 }, (_, i) => all.subarray(i, i + 2 * MOST - 2 * i));
    const parts: Buffer[][] = pictures.map(() => []);
    const iterators = pictures.map((bytes) => requestBody(pictureWith(bytes)).chunks()[Symbol.iterator]());
    for (let chunks = nextOf(iterators); chunks.some(Boolean); chunks = nextOf(iterators)) {
      // Only now that all have their next chunk.
      for (const [i, chunk] of chunks.entries()) if (chunk) parts[i]?.push(Buffer.from(chunk));
    }

    for (const [i, bytes] of pictures.entries()) {
      const sent = Buffer.concat(parts[i] ?? []).toString('latin1');
      assert.ok(sent === JSON.stringify({ image: bytes.toString('base64') }), String(i));
    }
  });

  it('is the same where there is no WebAssembly', () => {
    const script = `
      const { requestBody } = require(${JSON.stringify(require.resolve('#nodes/lib/huawei/body'))});
      const bytes = Buffer.alloc(${2 * MOST + 5}, 'picture');
      process.stdout.write(Buffer.concat([...requestBody({ kind: 'bytes', bytes }).chunks()]));`;
    const sent = execFileSync(process.execPath, ['--jitless', '-e', script], {
      maxBuffer: 1e6,
      stdio: ['ignore', 'pipe', 'ignore'],
    });

    const image = Buffer.alloc(2 * MOST + 5, 'picture').toString('base64');
    assert.ok(sent.toString('latin1') === JSON.stringify({ image }));
  });

  for (const length of [0, 1, 13, LEAST, MOST, 2 * MOST, 1_000_000]) {
    it(`of ${length} bytes is sent as it was hashed, each time`, async () => {
      const bytes = noise(length);
      const { chunks, hash } = requestBody(pictureWith(bytes));
      const hashed = await hash();
      const texts = [textOf(chunks()), textOf(chunks())];

      const text = JSON.stringify({ image: bytes.toString('base64') });
      assert.ok(texts.every((sent) => sent === text));
      assert.equal(hashed, createHash('sha256').update(text).digest('hex'));
    });
  }

  it('is encoded once where its text was kept from hashing', async () => {
    const bytes = noise(20 * MOST);
    const { chunks, hash } = requestBody(pictureWith(bytes));
    await hash();
    const hashed = textOf(chunks());
    bytes.fill(0);
    const sent = textOf(chunks());

    assert.ok(sent.startsWith(hashed.slice(0, 240_000)));
    assert.ok(sent.endsWith('AAAA"}'));
  });

  it('has the same hash, wherever its chunks are made meanwhile', async () => {
    const { chunks, hash } = requestBody(pictureWith(noise(3e6)));
    const hashed = hash();
    const text = textOf(chunks());

    assert.equal(await hashed, createHash('sha256').update(text).digest('hex'));
  });

  it('holds a view into a larger memory, and nothing around it', () => {
    const memory = noise(300);
    const view = new Uint8Array(memory.buffer, memory.byteOffset + 100, 100);

    const text = textOf(requestBody(pictureWith(view)).chunks());

    assert.deepEqual(JSON.parse(text), { image: memory.subarray(100, 200).toString('base64') });
  });

  it('encodes nothing before it is asked to', () => {
    const bytes = noise(10);
    const { chunks } = requestBody(pictureWith(bytes));
    const iterator = chunks();
    const changed = Buffer.alloc(10, 1);
    changed.copy(bytes);

    assert.deepEqual(JSON.parse(textOf(iterator)), { image: changed.toString('base64') });
  });

  it('never writes to the picture', () => {
    const bytes = noise(2 * MOST);
    const before = Buffer.from(bytes);
    Array.from(requestBody(pictureWith(bytes)).chunks());

    assert.deepEqual(bytes, before);
  });

  for (const url of [
    'https://example.com/a.jpg',
    'https://example.com/a%20b.jpg?x="1"',
    'https://例子.测试/车牌.jpg',
  ]) {
    it(`is the JSON of the document for ${url}, with its exact length in bytes`, () => {
      const { contentLength, chunks } = requestBody({ kind: 'url', url });
      const text = Buffer.concat([...chunks()]).toString();

      assert.deepEqual(JSON.parse(text), { url });
      assert.equal(contentLength, Buffer.byteLength(text));
    });
  }
});
