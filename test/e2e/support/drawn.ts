import { type Answer, answers } from '../../emulator';
import { demoDesigns } from '../../fixtures/draw/demo';
import { drawGatePicture, type GatePictureDesign, type PlateTruth } from '../../fixtures/draw/gate-picture';
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

/** A drawn picture of the demo as a file; `change` its design, for one that stays small in a screenshot. */
export async function drawnPicture(
  name: string,
  format: 'jpeg' | 'png' | 'tiff' = 'jpeg',
  change: Partial<GatePictureDesign> = {},
): Promise<DrawnPicture> {
  const design = demoDesigns[name];
  if (!design) throw new Error(`No demo picture is called ${name}`);
  const { pixels, truth } = drawGatePicture({ ...design, ...change });
  const { width, height } = pixels;
  const buffer = await encode(pixels, format);
  return { name: `${name}.${format}`, mimeType: `image/${format}`, buffer, width, height, truth };
}

/** What the service answers for it. */
export function answerFor({ truth }: DrawnPicture): Answer {
  return answers.plates(...truth.map((plate) => ({ ...plate, confidence: 0.97 })));
}
