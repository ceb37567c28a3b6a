import { Window } from './window';

interface Subject {
  readonly failures: Window;
  lockedUntil: number;
}

export interface LockRule {
  /** Failures that lock. */
  readonly failures: number;
  /** ms within which they count together; `Infinity`: until a success. */
  readonly within: number;
  /** ms the lock lasts. */
  readonly lock: number;
}

/** IAM's default: five failed logins within 15 min lock for 15 min. */
export const LOGIN_RULE: LockRule = { failures: 5, within: 15 * 60_000, lock: 15 * 60_000 };

/** The gateway's: five failed signatures in a row lock the access key for 5 min. */
export const KEY_RULE: LockRule = { failures: 5, within: Number.POSITIVE_INFINITY, lock: 5 * 60_000 };

/** Counts failures per account or key and locks those that fail too often. */
export class Locks {
  readonly #rule: LockRule;
  readonly #subjects = new Map<string, Subject>();

  constructor(rule: LockRule) {
    this.#rule = rule;
  }

  locked(name: string, now: number): boolean {
    return (this.#subjects.get(name)?.lockedUntil ?? 0) > now;
  }

  failed(name: string, now: number): void {
    const subject = this.#subjects.get(name) ?? { failures: new Window(this.#rule.within), lockedUntil: 0 };
    this.#subjects.set(name, subject);
    subject.failures.add(now);
    if (subject.failures.count(now) < this.#rule.failures) return;
    subject.lockedUntil = now + this.#rule.lock;
    subject.failures.clear();
  }

  succeeded(name: string): void {
    this.#subjects.delete(name);
  }

  clear(): void {
    this.#subjects.clear();
  }
}
