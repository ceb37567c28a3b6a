/** Whether a service can be reached, for the nodes that show it. */
export class Health {
  readonly #watchers = new Set<() => void>();
  #offline = false;

  get offline(): boolean {
    return this.#offline;
  }

  set offline(offline: boolean) {
    if (offline === this.#offline) return;
    this.#offline = offline;
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls `watcher` at each change, until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
