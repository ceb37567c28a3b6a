import { source } from './nodes';
import { dispatchMessage } from './tickets';

/** Sends so many pictures at once, and lets them wait. */
export interface WaitingCourse {
  count: number;
}

/** MiB beyond what the process had before and beyond the pictures, which are kept until the end. */
export interface Waited {
  /** While all of them wait. */
  waiting: number;
  /** At the worst moment until the last is answered. */
  worst: number;
}

/** ms between two looks at the memory. */
const LOOK = 5;

export async function holdPictures(template: Buffer, { count }: WaitingCourse): Promise<Waited> {
  // What earlier messages left behind would be freed meanwhile and hide what these take.
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const before = process.memoryUsage.rss();
  const pictures: Buffer[] = [];
  const above = () => (process.memoryUsage.rss() - before - count * template.length) / 2 ** 20;
  const answers = Array.from({ length: count }, () =>
    dispatchMessage((ticket) => {
      const picture = Buffer.from(template);
      pictures.push(picture);
      source.emit?.(ticket, picture);
    }),
  );
  let worst = Number.NEGATIVE_INFINITY;
  const looking = setInterval(() => {
    worst = Math.max(worst, above());
  }, LOOK);
  // One turn of the event loop later all of them are in the node.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const waiting = above();
  await Promise.all(answers);
  clearInterval(looking);
  return { waiting, worst };
}
