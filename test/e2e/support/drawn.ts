import { type Answer, answers } from '../../emulator';
import { drawDemoPicture } from '../../fixtures/draw/demo';
import type { PlateTruth } from '../../fixtures/draw/gate-picture';
import { encode } from '../../fixtures/encode';

/** A picture as a browser takes it from a file chooser, with what is to be read in it. */
export interface DrawnPicture {
  name: string;
  mimeType: string;
  buffer: Buffer;
  width: number;
  height: number;
  truth: PlateTruth[];
}

/** A drawn picture of the demo as a file. */
export async function drawnPicture(
  name: string,
  format: 'jpeg' | 'png' | 'tiff' = 'jpeg',
): Promise<DrawnPicture> {
  const { pixels, truth } = drawDemoPicture(name);
  const { width, height } = pixels;
  const buffer = await encode(pixels, format);
  return { name: `${name}.${format}`, mimeType: `image/${format}`, buffer, width, height, truth };
}

/** What the service answers for it. */
export function answerFor({ truth }: DrawnPicture): Answer {
  return answers.plates(...truth.map((plate) => ({ ...plate, confidence: 0.97 })));
}
