import type { PlateError } from '../errors';

/** The facts of one call that a signature covers. */
export interface CallFacts {
  method: string;
  /** `host[:port]`, as the header says it. */
  host: string;
  /** As it is sent. */
  path: string;
  /** The headers that every call has; names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Lower-case hex SHA-256 of the body. */
  bodyHash: () => Promise<string>;
}

/** What one call proves itself with. */
export interface Session {
  /** Whose project the call is for. */
  projectId: string;
  /** The headers that prove it, made when the call is about to leave. */
  headers: (call: CallFacts) => Promise<Record<string, string>>;
}

/** How a call with a session ended. */
export interface Outcome {
  /** Whether the service answered at all. */
  answered: boolean;
  error: PlateError | undefined;
  /** The service's clock by the answer's `Date` header, in ms since the epoch; of refusals only. */
  serverTime: number | undefined;
}

/** The one interface of all ways to log in: whoever calls the service does not know which it is. */
export interface Auth {
  /**
   * A session for the next call; may log in first. Rejects with a `PlateError`, or with the signal's reason.
   * Each session must be given back to `settle`.
   */
  session(signal: AbortSignal): Promise<Session>;
  /** Learns how a call with the session went. Returns whether it is worth repeating at once with a new session. */
  settle(session: Session, outcome: Outcome): boolean;
  /** A remark for the flow's author, while there is one. */
  warning(): string | undefined;
  /** Ends a login under way. */
  close(): Promise<void>;
}

/** A token that was obtained elsewhere and ends when it ends. */
export function fixedToken(projectId: string, token: string): Auth {
  const session: Session = { projectId, headers: () => Promise.resolve({ 'x-auth-token': token }) };
  return {
    session: () => Promise.resolve(session),
    settle: () => false,
    warning: () => undefined,
    close: () => Promise.resolve(),
  };
}
