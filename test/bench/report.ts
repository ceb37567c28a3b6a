import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Row } from './bars';
import { PLATE_RECOGNIZER } from './contender';
import type { Results } from './plan';
import { type Runtime, versionIn } from './runtime';
import { median } from './statistics';
import { barTable, cameraTable, edgeTable, matrixTables } from './table';

/** One line: date, versions, machine. */
export function captionOf({ nodeVersion, nodeRedVersion }: Runtime): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${nodeVersion.slice(1)}, Node-RED ${nodeRedVersion}, undici ${undiciVersion()}, ${machine}`;
}

/** The whole of `docs/bench.md`; PLOT stands for the name of the picture. */
export function reportOf(rows: readonly Row[], results: Results, runtime: Runtime): string {
  const { cells, edge, took } = results;
  const megabyte = cells.find(
    (c) => c.contender === 'ours' && c.size === 1 && c.concurrency === 1 && c.delay === 0,
  );
  const cpu = megabyte && median(megabyte.passes.map((pass) => pass.cpu));
  return [
    '# Measured: how fast, how steady, against what',
    `${captionOf(runtime)}. \`npm run bench\` made this page in ${took} s; it can be made again on any machine.`,
    METHOD,
    '## The bars\n\n8 messages at once and a server that answers at once, where nothing else is said.',
    barTable(rows),
    '![Messages per second and CPU per message by picture size](PLOT)',
    PROFILE,
    '## The embedded reader',
    EMBEDDED,
    edgeTable(edge),
    cameraTable(edge, cpu),
    '## All cells',
    matrixTables(cells),
  ].join('\n\n');
}

const METHOD = `Each contender runs in a real Node-RED in a fresh process of its own; the server, in another process, takes the whole body and
answers with one plate. A source node sends a fresh Buffer per message, as a camera's node would; as soon as one
message is answered the next leaves, so many at once. The first body of each process is compared by its digest with the
picture. Passes of all contenders take turns; figures are medians of three passes, with the least and the greatest
beside them; ratios are taken within each pass. With 8 at once, as for the bars, there are five passes (nine with 5 MB), of
three seconds where the server answers at once, and all processes begin anew for each: they differ more than passes do.
The delay of the event loop that is judged is that of seven processes.
CPU is user and system time of all threads, and of the embedded reader's process with the embedded reader; peak RSS is the
kernel's high-water mark during the pass, of both added up; the delay of the event loop is by how much a timer comes late.
What a message costs with others waiting is measured with one picture of 50 kB that all messages share.

- **ours**: \`license-plate\` and its service node, \`concurrency\` set to the messages at once (*signed*: with AK/SK).
- **core**: a function node that makes base64, the core *http request* node, a function node that takes the plate.
- **${PLATE_RECOGNIZER}** 1.0.3, pointed at a server that speaks its protocol.
- **a node that only streams**: base64 in chunks of the size that is fastest, through undici, and the parsed answer;
  nothing else: no checks, no queue, no deadline, no status, no retries.
- **undici alone**: a loop without Node-RED that sends one body, encoded long before; it makes no picture either.`;

const PROFILE = 'Where the time and the memory go is told in [profile.md](profile.md).';

const EMBEDDED =
  'Drawn gate pictures of 1280 × 720 pixels, JPEG, read without Node-RED; *native* is with `onnxruntime-node` installed beside.';

function undiciVersion(): string {
  return versionIn(dirname(require.resolve('undici/package.json')));
}
