import type { Plate } from '../plate';
import { encodeJpeg } from './encode-jpeg';
import { findNativeRuntime } from './native-runtime';
import type { Networks } from './network';
import { readPlates } from './read-plates';
import { loadNetworks } from './runtime';
import { type ClassMap, mapClasses } from './symbols';
import type { Answer, CroppedBytes, CropTask, ReadTask, Task } from './tasks';
import { inFullPicture, openView } from './view';

type Engine = Networks & { classMap: ClassMap };

let engine: Promise<Engine> | undefined;

/** A larger view is made smaller: it costs memory, and shows no plate that the text detector would find. */
const MOST_PIXELS = 2_500_000;

/** Does what a request asks for; `checkpoint` throws once nobody waits for the answer. */
export function perform(task: Task, checkpoint: () => void): Promise<Answer> {
  return task.kind === 'read' ? read(task, checkpoint) : crop(task);
}

async function read({ picture, alphabet, crop }: ReadTask, checkpoint: () => void): Promise<Plate[]> {
  const view = await openView(picture, crop, MOST_PIXELS);
  checkpoint();
  engine ??= loadEngine();
  const { classMap, ...networks } = await engine;
  checkpoint();
  const plates = await readPlates({ picture: view.pixels, networks, classMap, alphabet, checkpoint });
  return plates.map((plate) => inFullPicture(plate, view));
}

async function loadEngine(): Promise<Engine> {
  const networks = await loadNetworks(findNativeRuntime());
  return { ...networks, classMap: mapClasses(networks.classes) };
}

async function crop({ picture, crop }: CropTask): Promise<CroppedBytes> {
  const { pixels, offset } = await openView(picture, crop);
  return { bytes: await encodeJpeg(pixels), offset };
}
