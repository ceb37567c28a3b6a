import type { Category } from '../errors';
import type { Corner, Plate } from '../plate';
import type { Crop } from './crop';
import type { Encoded } from './decode/decode';

/** Which plates are looked for: Chinese ones, or Latin ones as well. */
export type Alphabet = 'chinese' | 'any';

/** What reading takes, kept once for all workers. */
export interface Models {
  /** Model files in shared memory. */
  detector: Uint8Array;
  recognizer: Uint8Array;
  /** The module of the faster native runtime, where the user has installed it. */
  nativeRuntime: string | undefined;
}

export interface ReadTask {
  kind: 'read';
  models: Models;
  picture: Encoded;
  alphabet: Alphabet;
  crop?: Crop;
}

export interface CropTask {
  kind: 'crop';
  picture: Encoded;
  crop: Crop;
}

export type Task = ReadTask | CropTask;

export interface CroppedPicture {
  /** The part as an upright JPEG. */
  picture: Encoded;
  /** Where its top left pixel lies in the upright full picture. */
  offset: Corner;
}

/** What a worker answers to each kind of task. */
export interface Answers {
  read: Plate[];
  crop: CroppedPicture;
}

export type Answer = Answers[Task['kind']];

/** What a worker is told when it starts. */
export interface WorkerSetup {
  /** Holds the id of the request nobody waits for any more. */
  cancelled: Int32Array;
}

export interface Request {
  id: number;
  task: Task;
}

export type Response =
  | { id: number; answer: Answer }
  | { id: number; failure: { code: string; category: Category; message: string } };
