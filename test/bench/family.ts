import { readFileSync, writeFileSync } from 'node:fs';

/** The processes this one has started, directly; none where the system does not say (only Linux does). */
function children(pid: number | 'self' = 'self'): number[] {
  const own = pid === 'self' ? process.pid : pid;
  const text = read(`/proc/${own}/task/${own}/children`) ?? '';
  return text.split(' ').filter(Boolean).map(Number);
}

/** ms of processor time so far, user and system, of this process and of those it has started. */
export function familyCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + children().reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** ms of processor time of another process and of those it has started, by the kernel's account in hundredths of a second. */
export function familyCpuOf(pid: number): number {
  return cpuOf(pid) + children(pid).reduce((sum, child) => sum + cpuOf(child), 0);
}

function cpuOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** Linux can begin anew to note the peak; elsewhere it is that of the whole life. */
export function forgetPeaks(): void {
  for (const pid of ['self', ...children()]) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // Not Linux, or just gone.
    }
  }
}

/** MiB: the peaks of this process and of those it has started, added up though they may be of different moments. */
export function familyPeakRss(): number {
  const own = peakOf('self') ?? process.resourceUsage().maxRSS / 1024;
  return children().reduce((sum, pid) => sum + (peakOf(pid) ?? 0), own);
}

function peakOf(pid: number | 'self'): number | undefined {
  const kib = /VmHWM:\s*(\d+) kB/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
