import type { Category } from '../errors';
import { HINTS, type Hint } from '../hints';
import { SERVICE_HINTS } from './hints';

const TEXTS = { ...SERVICE_HINTS, 'no-plate': HINTS.NO_PLATE };
type HintName = keyof typeof TEXTS;

export interface CodeFacts {
  category: Category;
  /** Whether the very same request may succeed later. */
  retryable: boolean;
  /** What to do about it, by language. */
  hint: Hint;
}

/**
 * Every error code the license-plate API can answer with, and what it means for a flow.
 *
 * Sources: the OCR error page (https://support.huaweicloud.com/api-ocr/ocr_03_0028.html, 2021 to 2025), its FAQ on
 * tokens (ocr_01_0063), and the gateway's page
 * (https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-errorcode.html, 2025). Which of them are
 * worth a retry is our reading. `APIGW.` codes are looked up as `APIG.`; `CODE@STATUS` wins over `CODE`.
 */
export const ERROR_CODES: Readonly<Record<string, CodeFacts>> = {
  ...group('input', false, {
    'AIS.0101': 'parameter',
    'AIS.0102': 'format',
    'AIS.0103': 'size',
    'ModelArts.4104': 'too-big',
    'ModelArts.4105': 'request',
    'ModelArts.4601': 'url',
    'ModelArts.4702': 'obs',
    'ModelArts.4703': 'obs',
    'ModelArts.4704': 'obs',
    'ModelArts.4705': 'too-big',
    'ModelArts.4706': 'obs',
    'APIG.0106': 'request',
    'APIG.0201@400': 'request',
    'APIG.0201@413': 'too-big',
    'APIG.0201@414': 'url',
    'APIG.0602': 'request',
  }),
  ...group('input', true, { 'ModelArts.4603': 'url' }),
  ...group('no-plate', false, { 'AIS.0104': 'no-plate', 'AIS.0105': 'no-plate' }),
  ...group('auth', false, {
    'ModelArts.0203': 'token',
    'ModelArts.0212': 'token-scope',
    'ModelArts.4101': 'token',
    'ModelArts.4102': 'token',
    'ModelArts.4103': 'token',
    'ModelArts.4203': 'permission',
    'APIG.0201@494': 'token-size',
    'APIG.0301': 'token',
    'APIG.0302': 'permission',
    'APIG.0303': 'token',
    'APIG.0305': 'token',
    'APIG.0306': 'permission',
    'APIG.0307': 'token-renew',
    'APIG.0311': 'token',
    'APIG.0401': 'permission',
    'APIG.0402': 'permission',
    'APIG.0404': 'permission',
    'APIG.0802': 'permission',
    'APIG.1009': 'token',
  }),
  ...group('account', false, {
    'ModelArts.4106': 'account',
    'ModelArts.4204': 'not-subscribed',
    'ModelArts.6201': 'account',
    'APIG.0310': 'project',
    'APIG.0501': 'account',
    'APIG.0502': 'account',
  }),
  ...group('config', false, {
    'ModelArts.4201': 'address',
    'ModelArts.4202': 'address',
    'ModelArts.4503': 'address',
    'ModelArts.4504': 'address',
    'ModelArts.4506': 'address',
    'APIG.0101': 'address',
    'APIG.0204': 'tls',
    'APIG.0607': 'tls',
    'APIG.0801': 'region',
  }),
  ...group('quota', true, { 'APIG.0308': 'throttled', 'ModelArts.4401': 'too-many-at-once' }),
  ...group('service', true, {
    'ModelArts.4107': 'service-fault',
    'ModelArts.4301': 'service-fault',
    'ModelArts.4302': 'service-fault',
    'ModelArts.4402': 'overloaded',
    'ModelArts.4403': 'overloaded',
    'ModelArts.4502': 'service-fault',
    'ModelArts.4505': 'service-fault',
    'ModelArts.4508': 'service-fault',
    'APIG.0201': 'overloaded',
    'APIG.0202': 'overloaded',
    'APIG.0203': 'overloaded',
    'APIG.0601': 'service-fault',
    'APIG.0610': 'overloaded',
    'APIG.0613': 'overloaded',
  }),
  ...group('service', false, {
    // Not reachable from this API by its documentation; named so that an answer still gets its hint.
    'AIS.0117': 'service-support',
    'AIS.0118': 'service-support',
    'AIS.0119': 'service-support',
    'AIS.0120': 'service-support',
    'AIS.0121': 'service-support',
    'AIS.0122': 'service-support',
    'APIG.0103': 'service-support',
    'APIG.0104': 'service-support',
    'APIG.0105': 'service-support',
    'APIG.0605': 'service-support',
    'APIG.0606': 'service-support',
    'APIG.0608': 'service-support',
    'APIG.0609': 'service-support',
    'APIG.0611': 'service-support',
    'APIG.0612': 'service-support',
    'APIG.0705': 'service-support',
  }),
};

/** A code as the tables spell it: the gateway answers with either of two prefixes. */
export function bareCode(code: string): string {
  return code.replace(/^APIGW\./, 'APIG.');
}

/** The facts of a code, known or not: an unknown one is judged by its HTTP status. */
export function factsOf(code: string, statusCode: number): CodeFacts {
  const name = bareCode(code);
  // Own keys only: whoever answers may also send `constructor` as its code.
  const key = [`${name}@${statusCode}`, name].find((known) => Object.hasOwn(ERROR_CODES, known));
  return (key && ERROR_CODES[key]) || factsOfStatus(statusCode);
}

/** By the service's page on status codes (2021), 408 and 429 may pass, other 4xx ask for a change; 5xx may pass, too. */
export function factsOfStatus(statusCode: number): CodeFacts {
  if (statusCode === 401 || statusCode === 403)
    return { category: 'auth', retryable: false, hint: TEXTS.permission };
  if (statusCode === 429) return { category: 'quota', retryable: true, hint: TEXTS.throttled };
  const passing = statusCode === 408 || statusCode >= 500;
  return {
    category: 'service',
    retryable: passing,
    hint: TEXTS[passing ? 'overloaded' : lastingHint(statusCode)],
  };
}

/** Where no code is known: most likely something else answers at that address, or a proxy. */
function lastingHint(statusCode: number): HintName {
  if (statusCode === 404) return 'address';
  return statusCode === 413 ? 'too-big' : 'service-support';
}

function group(
  category: Category,
  retryable: boolean,
  hints: Record<string, HintName>,
): Record<string, CodeFacts> {
  return Object.fromEntries(
    Object.entries(hints).map(([code, hint]) => [code, { category, retryable, hint: TEXTS[hint] }]),
  );
}
