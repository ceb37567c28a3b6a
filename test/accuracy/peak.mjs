import { readFileSync } from 'node:fs';

/** MB at the worst moment: of this process, and of the reader's. Only Linux tells of the latter. */
export function peaks() {
  const own = process.resourceUsage().maxRSS / 1024;
  const children = read(`/proc/${process.pid}/task/${process.pid}/children`).split(' ').filter(Boolean);
  return { own, reader: children.reduce((sum, pid) => sum + peakOf(pid), 0) };
}

function peakOf(pid) {
  return Number(/VmHWM:\s*(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
