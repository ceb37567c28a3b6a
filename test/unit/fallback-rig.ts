import { type Category, PlateError } from '#nodes/lib/errors';
import { withFallback } from '#nodes/lib/fallback';
import type { Download } from '#nodes/lib/fetch-here';
import { pictureFromBytes } from '#nodes/lib/picture';
import type { Reader } from '#nodes/lib/reader';
import { FakeReader } from './fake-reader';
import { png } from './headers';

export const PICTURE = pictureFromBytes(png());
export const URL_PICTURE = { kind: 'url', url: 'https://example.com/a.jpg' } as const;

/** A reader that knows how to close, and whether it was. */
class Closable extends FakeReader {
  closed = 0;
  override async close(): Promise<void> {
    this.closed++;
  }
}

/** A service, and the embedded readers that were opened behind it. */
export class FallbackRig {
  readonly service = new Closable();
  readonly edges: Closable[] = [];

  join(download?: Download): Reader {
    const openEdge = () => {
      const edge = new Closable();
      this.edges.push(edge);
      return edge;
    };
    return withFallback(this.service, openEdge, download);
  }
}

export function failure(category: Category, code = 'X', attempts = 2): PlateError {
  return new PlateError(code, category, 'm', { attempts });
}

/** Lets promises settle that wait for nothing else. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
