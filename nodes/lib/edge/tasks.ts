import type { Crop } from '../crop';
import type { Category } from '../errors';
import type { Corner, Plate } from '../plate';
import type { Encoded } from './decode/decode';

/** Which plates are looked for: Chinese ones, or Latin ones as well. */
export type Alphabet = 'chinese' | 'any';

export interface ReadTask {
  kind: 'read';
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

export interface CroppedBytes {
  /** The part as an upright JPEG. */
  bytes: Uint8Array;
  /** Where its top left pixel lies in the upright full picture. */
  offset: Corner;
}

/** What a worker answers to each kind of task. */
export interface Answers {
  read: Plate[];
  crop: CroppedBytes;
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

/** An error that left its class behind on the way. */
export interface Failure {
  code: string;
  category: Category;
  message: string;
  /** Where a bug came from, for the log. */
  stack?: string;
}

export type Response = { id: number; answer: Answer } | { id: number; failure: Failure };

/**
 * A message to the reader's process: a piece of a picture, the task with the last of it, or that nobody waits for it any
 * more. Each task is answered with a `Response`, and the last with that it was heard.
 */
export type ToProcess =
  | { id: number; piece: Uint8Array }
  | { id: number; task: Task; threads: number }
  | { abort: number };
export type FromProcess = Response | { heard: number };
