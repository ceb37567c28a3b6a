import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { HINTS } from '#nodes/lib/hints';
import { createHuaweiReader } from '#nodes/lib/huawei/huawei-reader';
import type { Picture } from '#nodes/lib/picture';
import { ANSWER, Bench, bodyOf, failure, NEVER, PLATE, pictureOf } from './service';

describe('the reader of Huawei Cloud', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  afterEach(() => bench.close());

  describe('sends a request', () => {
    async function requestOf(picture: Picture, options = {}) {
      const seen: { line: string; headers: IncomingHttpHeaders; body: string }[] = [];
      const origin = await bench.http((request, response) => {
        void bodyOf(request).then((body) => {
          seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
          response.setHeader('X-Request-Id', 'r1').end(ANSWER);
        });
      });
      const reading = await bench.reader(origin, options).read(picture, NEVER);
      assert.equal(seen.length, 1);
      const [request] = seen;
      assert.ok(request);
      return { ...request, reading };
    }

    it('as the document says, and takes the answer', async () => {
      const picture = pictureOf(200_000);
      const { line, headers, body, reading } = await requestOf(picture);

      assert.equal(line, 'POST /v2/p1/ocr/license-plate');
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['x-auth-token'], 'MIIabc');
      assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
      assert.ok(!('transfer-encoding' in headers));
      assert.ok(!('enterprise-project-id' in headers));
      assert.deepEqual(JSON.parse(body), { image: Buffer.from(picture.bytes).toString('base64') });
      assert.deepEqual(reading, { engine: 'huawei', plates: [PLATE], attempts: 1, requestId: 'r1' });
    });

    it('with a URL for the service to fetch', async () => {
      const { body } = await requestOf({ kind: 'url', url: 'https://example.com/a%20b.jpg' });

      assert.deepEqual(JSON.parse(body), { url: 'https://example.com/a%20b.jpg' });
    });

    it('for an enterprise project where one is set', async () => {
      const { headers } = await requestOf(pictureOf(), { enterpriseProjectId: 'ep-1' });

      assert.equal(headers['enterprise-project-id'], 'ep-1');
    });

    it('with a project id that cannot change the path', async () => {
      const { line } = await requestOf(pictureOf(), { projectId: '../x?y#z 京' });

      assert.equal(line, 'POST /v2/..%2Fx%3Fy%23z%20%E4%BA%AC/ocr/license-plate');
    });

    it('with a token of 30 KB, and takes answer headers of 100 KB', async () => {
      const token = 'M'.repeat(30_000);
      const origin = await bench.http((request, response) => {
        request.resume();
        response.setHeader('X-Long', 'x'.repeat(100_000));
        response.setHeader('X-Request-Id', String(request.headers['x-auth-token']?.length));
        response.end(ANSWER);
      });

      assert.equal((await bench.reader(origin, { token }).read(pictureOf(), NEVER)).requestId, '30000');
    });

    it('on the connection of the last one', async () => {
      const ports = new Set<number | undefined>();
      const origin = await bench.http((request, response) => {
        ports.add(request.socket.remotePort);
        request.resume().on('end', () => response.end(ANSWER));
      });
      const reader = bench.reader(origin, { concurrency: 1 });
      for (let i = 0; i < 5; i++) await reader.read(pictureOf(), NEVER);

      assert.equal(ports.size, 1);
    });
  });

  describe('refuses a URL that the service must not see, without a call', () => {
    for (const url of [
      'http://user:hunter2@example.com/a.jpg',
      'http://user@example.com/a.jpg',
      'http://127.0.0.1/a.jpg',
      'http://localhost/a.jpg',
      'http://10.0.0.5/a.jpg',
      'http://192.168.1.10/snapshot.jpg',
      'http://169.254.169.254/latest/meta-data',
      'http://[::ffff:10.0.0.1]/a.jpg',
      'http://0xa000001/a.jpg',
    ]) {
      it(url.replace('hunter2', '***'), async () => {
        let calls = 0;
        const origin = await bench.http((_request, response) => {
          calls++;
          response.end(ANSWER);
        });
        const error = await failure(bench.reader(origin), { kind: 'url', url: new URL(url).href });

        assert.deepEqual([error.code, error.category, error.attempts, calls], ['BAD_INPUT', 'input', 0, 0]);
        assert.equal(error.hint, HINTS['fetch-here']);
        assert.ok(!error.message.includes('hunter2'));
      });
    }
  });

  it('is not made without verification where the password would go to another machine', () => {
    const user = { region: 'cn-north-4', projectId: '', account: 'a', username: 'u', password: 'p' };
    const options = { enterpriseProjectId: '', concurrency: 1, callsPerMinute: 0, callsPerDay: 0 };
    const login = { auth: 'password', iamOrigin: 'https://iam.example.com', ...user } as const;

    assert.throws(
      () =>
        createHuaweiReader(
          { origin: 'https://127.0.0.1', login, ...options },
          { tls: { rejectUnauthorized: false } },
        ),
      { code: 'BAD_CONFIG', message: /"tls"/ },
    );
  });

  it('opens as many connections as pictures may be in work, and no more', async () => {
    const ports = new Set<number | undefined>();
    const origin = await bench.http((request, response) => {
      ports.add(request.socket.remotePort);
      request.resume().on('end', () => setImmediate(() => response.end(ANSWER)));
    });
    const reader = bench.reader(origin, { concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => reader.read(pictureOf(), NEVER)));

    assert.equal(ports.size, 3);
  });
});
