import { type Outcome, type Status, statusOf, whenBack, whenChanged } from './status';

/** What a status tells of the work of its node. */
export interface Work {
  /** Pictures in work. */
  inWork: number;
  /** Whether the service is known to be out of reach. */
  offline: boolean;
}

/** Keeps the status of a node at what its work and its last outcome are. */
export class ShownStatus {
  #wasOffline: boolean;
  readonly #show: (status: Status) => void;

  constructor(
    private readonly work: Work,
    private last: Outcome,
    private readonly showPlate: boolean,
    show: (status: Status) => void,
  ) {
    this.#wasOffline = work.offline;
    this.#show = whenChanged(show);
  }

  /** For the end of a message. */
  settle(outcome: Outcome): void {
    this.last = outcome;
    this.update();
  }

  update(): void {
    const { inWork, offline } = this.work;
    if (this.#wasOffline && !offline) this.last = whenBack(this.last);
    this.#wasOffline = offline;
    this.#show(statusOf(inWork, this.last, this.showPlate, offline));
  }
}
