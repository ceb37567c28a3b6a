import { monitorEventLoopDelay } from 'node:perf_hooks';
import { familyCpu, familyPeakRss, forgetPeaks } from './family';
import { percentile } from './statistics';

/** What to send: so many messages, so many at once, as soon as one is answered the next. */
export interface Course {
  count: number;
  concurrency: number;
  /** ms between two looks at the event loop; looking costs time of its own. */
  resolution?: number;
}

/** What a course took. */
export interface Figures {
  count: number;
  /** Messages per second. */
  rate: number;
  /** ms from a message to its answer. */
  p50: number;
  p90: number;
  p99: number;
  /** ms of processor time, user and system, all threads and the reader's process, per message. */
  cpu: number;
  /** MiB, at the worst moment of the course. */
  peakRss: number;
  /** ms, by which a timer comes late, p99. */
  loopDelay: number;
}

/** @param send answers one message, with a fresh picture; rejects where anything but a plate comes back */
export async function measure(send: () => Promise<void>, course: Course): Promise<Figures> {
  const { count, concurrency, resolution = 5 } = course;
  const times: number[] = [];
  let left = count;
  const sendOneByOne = async () => {
    while (left-- > 0) {
      const start = performance.now();
      await send();
      times.push(performance.now() - start);
    }
  };
  forgetPeaks();
  const loop = monitorEventLoopDelay({ resolution });
  loop.enable();
  const cpu = familyCpu();
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, sendOneByOne));
  const ms = performance.now() - start;
  const used = familyCpu() - cpu;
  loop.disable();
  return {
    count,
    rate: (count / ms) * 1000,
    p50: percentile(times, 0.5),
    p90: percentile(times, 0.9),
    p99: percentile(times, 0.99),
    cpu: used / count,
    peakRss: familyPeakRss(),
    // The histogram holds the whole time between two looks.
    loopDelay: Math.max(0, loop.percentile(99) / 1e6 - resolution),
  };
}
