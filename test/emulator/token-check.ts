import { answers } from './answers';
import { isoMicros } from './iso';
import type { Settings } from './options';
import type { Tokens } from './tokens';
import type { Answer } from './types';

const INCORRECT = 'Incorrect IAM authentication information';

/** How the gateway refuses a request without any authentication. */
export function noToken(settings: Settings): Answer {
  return refusal(settings, '.0301', `${INCORRECT}: x-auth-token not found`);
}

/** `undefined` when the token is good for that project. */
export function checkToken(
  value: string,
  project: string,
  tokens: Tokens,
  settings: Settings,
  serverTime: number,
): Answer | undefined {
  const token = tokens.find(value);
  if (!token) return refusal(settings, '.0301', `${INCORRECT}: decrypt token fail`);
  if (token.revoked) return refusal(settings, '.0307', 'The token must be updated.');
  if (token.expired || token.expiresAt <= serverTime) {
    const expiry = isoMicros(Math.min(token.expiresAt, serverTime));
    return refusal(settings, '.0301', `${INCORRECT}: token expires, expires_at: ${expiry}`);
  }
  if (token.projectId === undefined) return answers.refusal('ModelArts.0212');
  // No page says how a foreign project is refused; this row's "choose another project" comes nearest.
  if (token.projectId !== project) return refusal(settings, '.0310', 'The project is unavailable');
  return undefined;
}

function refusal(settings: Settings, code: string, message: string): Answer {
  return answers.refusal(settings.prefix + code, { message });
}
