import type { Answer } from './types';

/** What the emulator makes of a request: a refusal, or how to answer it. */
export type Verdict = { readonly refusal: Answer } | { readonly answer: () => Answer };

export const refuse = (refusal: Answer): Verdict => ({ refusal });
