import { createHash } from 'node:crypto';
import { answers } from './answers';
import type { Body } from './body';
import { isoMicros } from './iso';
import { at, textAt } from './json';
import type { IamUser, Settings } from './options';
import type { State } from './state';
import type { IssuedToken } from './tokens';
import type { Answer, Login } from './types';
import { refuse, type Verdict } from './verdict';

export const IAM_PATH = '/v3/auth/tokens';
const CONSOLE_ONLY = 'This user only supports console access, not programmatic access.';

/** Judges one request for a token. */
export function judgeLogin(login: Login, body: Body, state: State): Verdict {
  const { settings, tokens } = state;
  const [path, query = ''] = login.path.split('?');
  if (path !== IAM_PATH || login.method !== 'POST') {
    return refuse(answers.keystone(404, 'Not Found', 'The resource could not be found.'));
  }
  const throttled = state.loginThrottled();
  if (throttled) return refuse(throttled);
  const claim = parseClaim(login, body);
  if (!claim) return refuse(answers.keystone(400, 'Bad Request', 'The request body is invalid'));
  login.account = claim.account;
  login.username = claim.username;

  const user = authenticate(claim, state);
  if (!('username' in user)) return refuse(user);
  const scope = scopeOf(claim.scope, settings);
  if (!scope) return refuse(answers.keystone(404, 'Not Found', 'Could not find project.'));
  login.scope = scope;

  const projectId = scope === 'project' ? settings.projectId : undefined;
  const catalog = new URLSearchParams(query).get('nocatalog') ? [] : CATALOG;
  return {
    answer: () => {
      const time = state.serverTime();
      const token = tokens.issue(projectId, time, settings.tokenLifetime, settings.tokenBytes);
      return granted(token, user, settings, catalog);
    },
  };
}

interface Claim {
  readonly account: string;
  readonly username: string;
  readonly password: string;
  readonly scope: unknown;
}

function parseClaim(login: Login, body: Body): Claim | undefined {
  if (body.tooLarge || !/^application\/json\s*(;|$)/i.test(login.headers['content-type'] ?? ''))
    return undefined;
  let root: unknown;
  try {
    root = JSON.parse(body.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  const methods = at(root, 'auth', 'identity', 'methods');
  const user = at(root, 'auth', 'identity', 'password', 'user');
  const account = textAt(user, 'domain', 'name');
  const username = textAt(user, 'name');
  const password = textAt(user, 'password');
  const byPassword = Array.isArray(methods) && methods.includes('password');
  if (!byPassword || account === undefined || username === undefined || password === undefined)
    return undefined;
  return { account, username, password, scope: at(root, 'auth', 'scope') };
}

/** The user, or IAM's refusal. A lock hides whether the password was right. */
function authenticate(claim: Claim, { settings, logins }: State): IamUser | Answer {
  const name = `${claim.account}/${claim.username}`;
  const now = settings.now();
  if (logins.locked(name, now)) return answers.refusal('IAM.0061');
  const user = settings.users.find(
    ({ account, username, password }) =>
      account === claim.account && username === claim.username && password === claim.password,
  );
  if (!user) {
    logins.failed(name, now);
    return settings.loginErrors === 'error_code'
      ? answers.refusal('IAM.0062')
      : answers.keystone(401, 'Unauthorized', 'The username or password is wrong.');
  }
  logins.succeeded(name);
  if (user.consoleOnly) return answers.keystone(403, 'Forbidden', CONSOLE_ONLY);
  return user;
}

/** A project wins over a domain; no scope at all means the whole account. `undefined`: a project nobody knows. */
function scopeOf(scope: unknown, settings: Settings): 'project' | 'domain' | undefined {
  const project = at(scope, 'project');
  if (project === undefined) return 'domain';
  const name = textAt(project, 'name');
  const id = textAt(project, 'id');
  const known =
    (name ?? settings.region) === settings.region && (id ?? settings.projectId) === settings.projectId;
  return known && (name ?? id) !== undefined ? 'project' : undefined;
}

function granted(token: IssuedToken, user: IamUser, settings: Settings, catalog: readonly object[]): Answer {
  const domain = { id: idOf(user.account), name: user.account };
  const project = { id: settings.projectId, name: settings.region, domain };
  return {
    status: 201,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'x-subject-token': token.value },
    body: {
      token: {
        catalog,
        expires_at: isoMicros(token.expiresAt),
        issued_at: isoMicros(token.issuedAt),
        methods: ['password'],
        ...(token.projectId === undefined ? { domain } : { project }),
        roles: [{ id: '0', name: 'te_admin' }],
        user: { id: idOf(user.username), name: user.username, password_expires_at: '', domain },
      },
    },
  };
}

const idOf = (name: string): string => createHash('md5').update(name).digest('hex');

const CATALOG = [
  {
    id: '100a6a3477f1495286579b819d399e36',
    name: 'iam',
    type: 'iam',
    endpoints: [
      {
        id: '33e1cbdd86d34e89a63cf8ad16a5f49f',
        interface: 'public',
        region: '*',
        region_id: '*',
        url: 'https://iam.myhuaweicloud.com/v3.0',
      },
    ],
  },
];
