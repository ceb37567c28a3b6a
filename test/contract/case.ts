import type { Answer, EmulatorOptions, Plate } from '../emulator/index';

/** A request as it goes over the wire; `{project_id}` and `{token}` stand for the emulator's own. */
export interface WireCase {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a client is given so that it makes that request. */
export type Input = { readonly image: Buffer } | { readonly url: string };

/** What comes back; `body` is compared whole where given, else only `code`. */
export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `error_code`; `undefined` where the answer has none. */
  readonly code?: string;
}

/** What a right client makes of it, in neutral words. */
export type Expected =
  /** These plates, in whatever order. */
  | { readonly outcome: 'plates'; readonly plates: readonly Plate[] }
  /** Nothing was read; `code` where the service gave one. */
  | { readonly outcome: 'no-plate'; readonly code?: string }
  /** A failure: the service's `code`, or none where its answer had none. */
  | { readonly outcome: 'error'; readonly status: number; readonly code?: string };

export interface ContractCase {
  readonly name: string;
  /** How the emulator has to be set up. */
  readonly emulator?: EmulatorOptions;
  readonly request: WireCase;
  /** Missing where a right client never sends such a request. */
  readonly input?: Input;
  /** What the emulator is told to answer; missing where it judges by itself. */
  readonly script?: Answer;
  readonly answer: WireAnswer;
  readonly expect: Expected;
}

export const OCR_PATH = '/v2/{project_id}/ocr/license-plate';

/** A request by token, right in everything that is not changed. */
export function wire(body: unknown, change: Partial<WireCase> = {}): WireCase {
  return {
    method: 'POST',
    path: OCR_PATH,
    headers: { 'content-type': 'application/json', 'x-auth-token': '{token}' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...change,
  };
}

export const imageOf = (picture: Buffer): { image: string } => ({ image: picture.toString('base64') });

/** The same request with the emulator's own project and token in place of the braces. */
export function filled(request: WireCase, project: string, token: string): WireCase {
  const fill = (text: string): string => text.replace('{project_id}', project).replace('{token}', token);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, fill(value)]);
  return { ...request, path: fill(request.path), headers: Object.fromEntries(headers) };
}
