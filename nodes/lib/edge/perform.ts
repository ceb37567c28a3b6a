import type { Plate } from '../plate';
import { cropRectangle } from './crop';
import { decodePicture } from './decode/decode';
import { encodeJpeg } from './encode-jpeg';
import type { Networks } from './network';
import { cropPixels } from './pixels';
import { readPlates } from './read-plates';
import { loadNetworks } from './runtime';
import { type ClassMap, mapClasses } from './symbols';
import type { Answer, CroppedPicture, CropTask, Models, ReadTask, Task } from './tasks';

type Engine = Networks & { classMap: ClassMap };

let engine: Promise<Engine> | undefined;

/** Does what a request asks for; `checkpoint` throws once nobody waits for the answer. */
export function perform(task: Task, checkpoint: () => void): Promise<Answer> {
  return task.kind === 'read' ? read(task, checkpoint) : crop(task);
}

async function read({ models, picture, alphabet, crop }: ReadTask, checkpoint: () => void): Promise<Plate[]> {
  const full = await decodePicture(picture);
  const part = cropRectangle(crop ?? { x: 0, y: 0, width: 100, height: 100 }, full.width, full.height);
  const cropped = crop ? cropPixels(full, part) : full;
  checkpoint();
  engine ??= loadEngine(models);
  const { classMap, ...networks } = await engine;
  checkpoint();
  const plates = await readPlates({ picture: cropped, networks, classMap, alphabet, checkpoint });
  return plates.map((plate) => ({
    ...plate,
    plate_location: plate.plate_location.map(([x, y]): [number, number] => [x + part.x, y + part.y]),
  }));
}

async function loadEngine(models: Models): Promise<Engine> {
  const networks = await loadNetworks(models);
  return { ...networks, classMap: mapClasses(networks.classes) };
}

async function crop({ picture, crop }: CropTask): Promise<CroppedPicture> {
  const full = await decodePicture(picture);
  const part = cropRectangle(crop, full.width, full.height);
  const bytes = await encodeJpeg(cropPixels(full, part));
  return {
    picture: { bytes, format: 'jpeg', width: part.width, height: part.height },
    offset: [part.x, part.y],
  };
}
