// npm start: a Node-RED of its own on this computer only, with drawn gate pictures that it reads at once.
//   --port N   the first port to try (1880 unless said; the next free one is taken)
//   --once     read the drawn pictures, print the lines, end with 0 if all were right and with 1 otherwise
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { demoFlow } from './start/flow.mjs';
import { lineOf } from './start/line.mjs';
import { listenOnFreePort } from './start/port.mjs';
import { isRight } from './start/truth.mjs';
import { isOwn } from './start/visitors.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const longestReading = 120_000;

/** Draws the pictures and returns what a reader should say about each file. */
async function drawPictures(folder) {
  const fixtures = join(root, 'build', 'test', 'fixtures');
  const { demoDesigns, drawDemoPicture } = require(join(fixtures, 'draw', 'demo.js'));
  const { encode } = require(join(fixtures, 'encode', 'index.js'));
  mkdirSync(folder, { recursive: true });
  const truth = new Map();
  for (const name of Object.keys(demoDesigns)) {
    const picture = drawDemoPicture(name);
    writeFileSync(join(folder, `${name}.jpg`), await encode(picture.pixels, 'jpeg'));
    truth.set(`${name}.jpg`, picture.truth);
  }
  return truth;
}

/** Nothing of it leaves this computer: no telemetry, no catalogue, no tours, no installs. */
function settingsOf(userDir, report) {
  return {
    userDir,
    nodesDir: root,
    flowFile: 'flows.json',
    uiHost: '127.0.0.1',
    httpAdminRoot: '/',
    httpNodeRoot: '/',
    credentialSecret: randomBytes(24).toString('hex'),
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false },
      modules: { allowInstall: false },
    },
    logging: { console: { level: 'error', metrics: false, audit: false } },
    functionGlobalContext: { reportPicture: report },
  };
}

/** Resolves with whether all drawn pictures were read right; prints one line for every picture. */
function watchReports(truth) {
  const open = new Set(truth.keys());
  let allRight = true;
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const report = (reading) => {
    const right = truth.has(reading.file) ? isRight(reading, truth.get(reading.file)) : undefined;
    process.stdout.write(`${lineOf(reading, right)}\n`);
    if (open.delete(reading.file)) allRight &&= right;
    if (open.size === 0) finish(allRight);
  };
  return { report, finished };
}

async function start({ once, port }) {
  const server = createServer();
  const taken = await listenOnFreePort(
    server,
    once && port === undefined ? [0] : candidatePorts(port ?? 1880),
  );
  const url = `http://127.0.0.1:${taken}`;
  const userDir = join(root, '.cache', 'start', String(taken));
  const folder = join(userDir, 'gate-pictures');
  rmSync(userDir, { recursive: true, force: true });
  const truth = await drawPictures(folder);
  writeFileSync(join(userDir, 'flows.json'), JSON.stringify(demoFlow(folder), null, 2));
  const { report, finished } = watchReports(truth);

  // The flow of the gate console reads it from the environment.
  process.env.GATE_PASSWORD = randomBytes(9).toString('base64url');
  const RED = require('node-red');
  // Before Node-RED, which listens as well; it leaves a socket alone that is closed.
  server.on('upgrade', (request, socket) => {
    if (!isOwn(request)) socket.destroy();
  });
  RED.init(server, settingsOf(userDir, report));
  server.on('request', (request, response) => {
    if (!isOwn(request)) {
      response.writeHead(403).end('Only pages of this Node-RED itself may ask for this.');
      return;
    }
    RED.httpAdmin(request, response, () => RED.httpNode(request, response));
  });
  const stop = async (code) => {
    await RED.stop();
    if (once) rmSync(userDir, { recursive: true, force: true });
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop(0));
  await RED.start();

  const wanted = port ?? 1880;
  if (!once && taken !== wanted) process.stdout.write(`Port ${wanted} is taken, so this is another one.\n`);
  process.stdout.write(
    `Node-RED runs on ${url}\nIts user directory, made anew at each start: ${relative(process.cwd(), userDir)}\n`,
  );
  process.stdout.write(
    `Drop a picture of your own into ${relative(process.cwd(), folder)} and it is read, too.\n\n`,
  );
  process.stdout.write(`Gate console: ${url}/gate, any user name, password ${process.env.GATE_PASSWORD}\n\n`);
  if (once) await stop((await withinTime(finished)) ? 0 : 1);
  await finished;
  process.stdout.write('\nPress Ctrl-C to end.\n');
}

async function withinTime(finished) {
  const late = new Promise((resolve) => setTimeout(resolve, longestReading, undefined).unref());
  const allRight = await Promise.race([finished, late]);
  if (allRight === undefined)
    process.stderr.write(`Not all pictures were read within ${longestReading / 1000} s.\n`);
  return allRight === true;
}

function candidatePorts(first) {
  return Array.from({ length: 20 }, (_, i) => first + i).filter((port) => port < 65536);
}

function options() {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536))
    throw new Error('--port is a number from 1 to 65535.');
  return { once: values.once, port };
}

try {
  await start(options());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
