import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
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
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const red = spawn(process.execPath, [script, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
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

  it('refuses a port that is none', async () => {
    await assert.rejects(
      run(process.execPath, [script, '--port', 'eighty']),
      /--port is a number from 1 to 65535/,
    );
  });
});
