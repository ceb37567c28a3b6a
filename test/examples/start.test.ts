import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const script = resolve(__dirname, '../../../scripts/start.mjs');
const run = promisify(execFile);

describe('npm start', function () {
  // A whole Node-RED starts, and the embedded reader loads its models.
  this.timeout(180_000);

  it('reads all drawn pictures right, a line for each', async () => {
    const { stdout } = await run(process.execPath, [script, '--once']);

    for (const line of [
      /^blue-car\.jpg +浙A7K362 +blue +0\.\d{3} +\d+ ms$/m,
      /^yellow-green-bus\.jpg +苏E36519D +yellow_green /m,
      /^two-cars\.jpg +川G5T830 +blue .* and 鲁B92E75 \(blue\)$/m,
      /^empty-gate\.jpg +no plate$/m,
    ]) {
      assert.match(stdout, line);
    }
    assert.equal(stdout.match(/^\S+\.jpg /gm)?.length, 8);
  });

  it('takes the next port where one is taken, says so, and ends cleanly on Ctrl-C', async function () {
    // Only a terminal can send that there.
    if (process.platform === 'win32') this.skip();
    const { red, port, other } = await startOnTakenPort();
    const printed: string[] = [];
    for await (const line of createInterface({ input: red.stdout })) {
      printed.push(line);
      if (line.startsWith('Drop a picture')) red.kill('SIGINT');
    }
    other.close();
    const userDir = /^Its user directory.*: (.+)$/m.exec(printed.join('\n'))?.[1];
    if (userDir) rmSync(userDir, { recursive: true, force: true });

    assert.match(printed.join('\n'), new RegExp(`^Port ${port} is taken`));
    assert.match(printed.join('\n'), /Node-RED runs on http:\/\/127\.0\.0\.1:\d+$/m);
    assert.deepEqual(red.exitCode ?? (await once(red, 'exit'))[0], 0);
  });

  it('is closed to the pages of other sites, which could deploy flows that start programs', async function () {
    // It is ended as the one above.
    if (process.platform === 'win32') this.skip();
    const { red, other } = await startOnTakenPort();
    const own = await hostOf(red.stdout);
    other.close();
    const ask = (headers: Record<string, string>, path = '/flows') => statusOf(own, path, headers);
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const socket = { ...upgrade, 'sec-websocket-key': Buffer.alloc(16).toString('base64') };

    const statuses = {
      itsEditor: await ask({ origin: `http://${own}` }),
      noPage: await ask({}),
      anotherSite: await ask({ origin: 'https://evil.example.com' }),
      aFile: await ask({ origin: 'null' }),
      anotherName: await ask({ host: 'evil.example.com', origin: 'http://evil.example.com' }),
      itsSocket: await ask({ ...socket, origin: `http://${own}` }, '/comms'),
      anotherSocket: await ask({ ...socket, origin: 'https://evil.example.com' }, '/comms'),
    };
    red.kill('SIGINT');
    await once(red, 'exit');
    rmSync(resolve(script, '../../.cache/start', own.split(':')[1] ?? ''), { recursive: true, force: true });

    assert.deepEqual(statuses, {
      itsEditor: 200,
      noPage: 200,
      anotherSite: 403,
      aFile: 403,
      anotherName: 403,
      itsSocket: 101,
      anotherSocket: 'ECONNRESET',
    });
  });

  it('refuses a port that is none', async () => {
    await assert.rejects(
      run(process.execPath, [script, '--port', 'eighty']),
      /--port is a number from 1 to 65535/,
    );
  });
});

/** One that has to look for another port, so that it meets none that is in use here, and the server on the first. */
async function startOnTakenPort() {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const red = spawn(process.execPath, [script, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { red, port, other };
}

/** The host and port of a Node-RED, as it prints them. */
async function hostOf(printed: Readable): Promise<string> {
  for await (const line of createInterface({ input: printed })) {
    const host = /^Gate console: http:\/\/([^/]+)/.exec(line)?.[1];
    // What it prints from now on is read by nobody, and must not hold it up.
    if (host) {
      printed.resume();
      return host;
    }
  }
  throw new Error('It did not start');
}

/** The status of an answer, or the code of the error where none comes. */
function statusOf(host: string, path: string, headers: Record<string, string>): Promise<number | string> {
  return new Promise((done) => {
    const asked = request(`http://${host}${path}`, { headers, agent: false });
    asked.on('response', (response) => done(response.resume().statusCode ?? 0));
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      done(response.statusCode ?? 0);
    });
    asked.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''));
    asked.end();
  });
}
