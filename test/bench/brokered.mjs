// Pictures per second that 1, 2 and 4 Node-RED processes read over one mosquitto, with the example "Several readers":
//   npm run build && npx tsc -p test && node test/bench/brokered.mjs [SECONDS]
// The service is the emulator in a process of its own, which answers at once; the pictures are drawn.
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg } from 'node:os';

const require = createRequire(import.meta.url);
const { familyCpuOf } = require('../../build/test/bench/family.js');
const { Broker } = require('../../build/test/examples/support/broker.js');
const { Example } = require('../../build/test/examples/support/example.js');
const { Stage } = require('../../build/test/examples/support/stage.js');
const { spawnEmulator } = require('../../build/test/emulator/index.js');
const { drawDemoPicture } = require('../../build/test/fixtures/draw/demo.js');
const { encode } = require('../../build/test/fixtures/encode/index.js');

const SHARED = '$share/readers/plates/pictures/#';
const seconds = Number(process.argv[2] ?? 10);
/** Pictures that one reader may have at once: in work, and one that waits. */
const window = { edge: 2, huawei: 6 };

const picture = await encode(drawDemoPicture('blue-car').pixels, 'jpeg');
console.log(`${availableParallelism()} cores (${cpus()[0].model}), load ${loadavg()[0].toFixed(1)} before`);
console.log(`pictures of ${(picture.length / 1024).toFixed(0)} KiB, ${seconds} s each`);
for (const engine of ['edge', 'huawei']) {
  for (const count of [1, 2, 4]) console.log(await measure(engine, count));
}

async function measure(engine, count) {
  const stage = new Stage();
  const broker = await Broker.start(['plates/results/#', 'plates/errors/#']);
  const emulator = engine === 'huawei' ? await spawnEmulator({ checks: 'head' }) : undefined;
  try {
    const readers = [];
    for (let i = 0; i < count; i += 1) {
      readers.push(await stage.run(readerOf(engine, broker, emulator)));
      while (broker.subscribers(SHARED) <= i) await pause(20);
    }
    await flood(broker, count * window[engine], 2);
    const before = readers.map(({ red }) => familyCpuOf(red.pid));
    const { answered, all, refused, times } = await flood(broker, count * window[engine], seconds);
    const used = readers
      .map((reader, i) => familyCpuOf(reader.red.pid) - before[i])
      .reduce((sum, ms) => sum + ms, 0);
    times.sort((a, b) => a - b);
    return (
      `${engine} × ${count}: ${(answered / seconds).toFixed(1)} pictures/s, ${(used / all).toFixed(1)} ms of CPU each, ` +
      `median ${times[Math.floor(times.length / 2)]} ms, p95 ${times[Math.floor(times.length * 0.95)]} ms, ` +
      `${refused} refused, load ${loadavg()[0].toFixed(1)}`
    );
  } finally {
    await stage.clear();
    await broker.stop();
    await emulator?.close();
  }
}

function readerOf(engine, broker, emulator) {
  const example = new Example('Several readers, one broker').without('Gate (one)');
  example.set('Broker', { broker: '127.0.0.1', port: broker.port });
  if (engine === 'huawei') {
    const { url: endpoint, projectId, token } = emulator;
    example.set('license-plate-service', { engine, endpoint, projectId, credentials: { token } });
  }
  return example;
}

/** Keeps so many pictures under way for so long, and waits for the rest. */
async function flood(broker, most, forSeconds) {
  const sent = new Map();
  const times = [];
  let answered = 0;
  let refused = 0;
  let serial = 0;
  let seen = broker.published.length;
  const end = Date.now() + forSeconds * 1000;
  const run = Math.random().toString(36).slice(2);
  while (Date.now() < end || sent.size > 0) {
    while (sent.size < most && Date.now() < end) {
      const id = `${run}-${++serial}`;
      sent.set(id, Date.now());
      await broker.publish(`plates/pictures/bench/${id}/${Date.now()}`, picture);
    }
    await pause(2);
    for (; seen < broker.published.length; seen += 1) {
      const [, kind, , id] = broker.published[seen].topic.split('/');
      if (!sent.has(id)) continue;
      times.push(Date.now() - sent.get(id));
      sent.delete(id);
      if (kind === 'errors') refused += 1;
      else if (Date.now() < end) answered += 1;
    }
  }
  return { answered, all: times.length, refused, times };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
