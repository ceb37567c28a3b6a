// npm run bench: how fast and how steady we are, next to the other ways, on this machine.
//   --quick           the bars only, in at most 90 s
//   --node-red 4|5    Node-RED 4.1 on this Node (default), or Node-RED 5 on Node 24
//   --write           writes the tables and the plot to docs/
//   --pictures DIR    JPEG pictures for the embedded reader, instead of the drawn ones
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeld, judge } from './bars';
import { parseOptions } from './options';
import { ROOT } from './paths';
import { FULL, QUICK, runPlan } from './plan';
import { plot } from './plot';
import { captionOf, reportOf } from './report';
import { runtimeFor } from './runtime';
import { barTable } from './table';

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const runtime = runtimeFor(options.nodeRed);
  const results = await runPlan(options.quick ? QUICK : FULL, runtime, options.pictures, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const rows = judge(results);
  const report = options.quick ? barTable(rows) : reportOf(rows, results, runtime);
  process.stdout.write(`${report}\n`);
  const missed = rows.filter((row) => isHeld(row) === false);
  process.stdout.write(`\n${rows.filter(isHeld).length} bars held, ${missed.length} missed\n`);
  if (!options.write || options.quick) return;
  const name = options.nodeRed === '4' ? 'bench' : 'bench-node-red-5';
  mkdirSync(join(ROOT, 'docs'), { recursive: true });
  writeFileSync(join(ROOT, 'docs', `${name}.svg`), plot(results.cells, captionOf(runtime)));
  writeFileSync(join(ROOT, 'docs', `${name}.md`), `${report.replaceAll('PLOT', `${name}.svg`)}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
