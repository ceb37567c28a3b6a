import { createHash } from 'node:crypto';

export interface IssuedToken {
  readonly value: string;
  /** Missing for a token of the whole account: OCR refuses it. */
  readonly projectId: string | undefined;
  /** ms since the epoch, by the server's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

interface Known extends IssuedToken {
  revoked: boolean;
  expired: boolean;
}

/** Every token the emulator knows, living or dead. A new token leaves the older ones alone. */
export class Tokens {
  readonly #known = new Map<string, Known>();
  #serial = 0;

  accept(token: IssuedToken): void {
    this.#known.set(token.value, { ...token, revoked: false, expired: false });
  }

  issue(projectId: string | undefined, issuedAt: number, lifetime: number, bytes: number): IssuedToken {
    this.#serial += 1;
    const value = opaque(`${this.#serial}`, bytes);
    const token = { value, projectId, issuedAt, expiresAt: issuedAt + lifetime };
    this.accept(token);
    return token;
  }

  find(value: string): Readonly<Known> | undefined {
    return this.#known.get(value);
  }

  /** From now on every known token "must be updated". */
  revokeAll(): void {
    for (const token of this.#known.values()) token.revoked = true;
  }

  /** From now on every known token has passed its end. */
  expireAll(): void {
    for (const token of this.#known.values()) token.expired = true;
  }
}

/** A token of exactly that length, another one for each seed. */
function opaque(seed: string, bytes: number): string {
  let text = 'MIIE';
  for (let block = 0; text.length < bytes; block += 1) {
    text += createHash('sha512').update(`${seed}/${block}`).digest('base64').replace(/=+$/, '');
  }
  return text.slice(0, bytes);
}
