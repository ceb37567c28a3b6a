import type { Dispatcher } from 'undici';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import { isJson, type Json, parseJson } from '../json';
import { factsOfStatus } from './error-codes';
import { type Incoming, post } from './exchange';
import { LOGIN_HINTS } from './login-hints';
import { presentable, safeCode } from './wording';

export interface Password {
  /** `https://host[:port]` of IAM. */
  iamOrigin: string;
  region: string;
  /** `''`: the project of the region. */
  projectId: string;
  account: string;
  username: string;
  password: string;
}

export interface IssuedToken {
  value: string;
  projectId: string;
  /** ms that it lives from now on. */
  lifetime: number;
}

/** For an answer that does not say: short enough to be safe, as real tokens live 24 h. */
const UNSTATED_LIFETIME = 60 * 60_000;

/**
 * Logs in by password, for one project. Rejects with IAM's own code where it has one, else `HTTP_<status>`, and as
 * `post` does.
 * https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html (December 2025)
 */
export async function login(dispatcher: Dispatcher, by: Password, signal: AbortSignal): Promise<IssuedToken> {
  const body = Buffer.from(JSON.stringify(loginRequest(by)));
  const headers = {
    'content-type': 'application/json;charset=utf8',
    'content-length': String(body.length),
  };
  const path = '/v3/auth/tokens?nocatalog=true';
  const answer = await post(dispatcher, { origin: by.iamOrigin, path, headers, body: [body] }, signal);
  const json = parseJson(answer.text);
  if (answer.statusCode < 200 || answer.statusCode > 299) throw refusal(answer, json, by);
  return issued(answer, json, by);
}

function loginRequest({ region, projectId, account, username, password }: Password): object {
  const user = { name: username, password, domain: { name: account } };
  return {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { project: projectId === '' ? { name: region } : { id: projectId } },
    },
  };
}

function issued(answer: Incoming, json: Json | undefined, by: Password): IssuedToken {
  const value = answer.header('x-subject-token');
  const token = isJson(json?.token) ? json.token : {};
  const project = isJson(token.project) ? token.project.id : undefined;
  const projectId = by.projectId || project;
  if (!value || typeof projectId !== 'string' || projectId === '') {
    const message = 'The answer to the login holds no token for a project.';
    throw new PlateError('BAD_ANSWER', 'service', message, { statusCode: answer.statusCode });
  }
  // As a span, not as a moment: the clock of this machine may be wrong.
  const span = Date.parse(String(token.expires_at)) - Date.parse(String(token.issued_at));
  return { value, projectId, lifetime: span > 0 ? span : UNSTATED_LIFETIME };
}

/** IAM has two shapes of errors: `{error_code, error_msg}` and Keystone's `{error: {code, message, title}}`. */
function refusal({ statusCode, requestId }: Incoming, json: Json | undefined, by: Password): PlateError {
  const keystone = isJson(json?.error) ? json.error : {};
  const code = safeCode(json?.error_code) || `HTTP_${statusCode}`;
  const words = presentable(json?.error_msg ?? keystone.message, [by.password]);
  const isFromIam = json?.error_code !== undefined || isJson(json?.error);
  const message = isFromIam
    ? `IAM refused the login: ${words || code}`
    : `The login was answered with the HTTP status ${statusCode} and no error code.`;
  const details = { statusCode, ...(requestId !== undefined && { requestId }) };
  const facts = factsOfStatus(statusCode);
  if (facts.retryable) return new PlateError(code, facts.category, message, { ...details, ...facts });
  const hint = isFromIam ? LOGIN_HINTS[hintName(code)] : HINTS.BAD_ANSWER;
  // Any other page saw no password, but one under 401 may stand before IAM and hide what that said of it.
  const category = isFromIam || statusCode === 401 ? 'auth' : 'service';
  return new PlateError(code, category, message, { ...details, hint });
}

function hintName(code: string): 'login' | 'login-locked' | 'login-denied' | 'login-project' {
  if (code === 'IAM.0061') return 'login-locked';
  if (code === 'HTTP_404') return 'login-project';
  return /^(HTTP_403|IAM\.000[23]|IAM\.008\d)$/.test(code) ? 'login-denied' : 'login';
}
