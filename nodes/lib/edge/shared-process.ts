import { ReaderProcess } from './reader-process';

/** One holder's share of the reader's process. */
export interface ProcessShare {
  process: ReaderProcess;
  /** The last holder's release ends the process. */
  release(): Promise<void>;
}

/** One process for all who hold it at the same time. */
export class SharedProcess {
  #process: ReaderProcess | undefined;
  #holders = 0;

  /** @param threads pictures that may be read at once; of all numbers since the process was made the greatest counts. */
  hold(threads: number): ProcessShare {
    this.#process ??= new ReaderProcess(threads);
    const own = this.#process;
    own.threads = Math.max(own.threads, threads);
    this.#holders++;
    let held = true;
    return {
      process: own,
      release: async () => {
        if (!held) return;
        held = false;
        this.#holders--;
        if (this.#holders > 0) return;
        this.#process = undefined;
        await own.close();
      },
    };
  }
}

/** The one of all embedded readers of this Node-RED. */
export const sharedProcess = new SharedProcess();
