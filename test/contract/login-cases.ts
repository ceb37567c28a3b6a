import type { EmulatorOptions } from '../emulator/index';
import type { WireCase } from './case';
import token from './data/token.json';

export interface LoginCase {
  readonly name: string;
  readonly emulator?: EmulatorOptions;
  readonly request: WireCase;
  readonly status: number;
  /** The whole body where the reference prints it. */
  readonly body?: unknown;
  /** `error_code`, of errors that are not keystone's. */
  readonly code?: string;
}

interface Body {
  auth: {
    identity: {
      methods: string[];
      password: { user: { name: string; password: string; domain: { name: string } } };
    };
    scope?: { project?: { name?: string; id?: string }; domain?: { name: string } };
  };
}

/** The documented request for a token, changed where a case wants it. */
export function loginRequest(change: (body: Body) => void = () => undefined): WireCase {
  const body: Body = structuredClone(token.request.body);
  change(body);
  return { ...token.request, body: JSON.stringify(body) };
}

const { badBody, wrongPassword } = token.errors;
const wrong = loginRequest(({ auth }) => {
  auth.identity.password.user.password = 'guess';
});

const bad = (name: string, request: WireCase): LoginCase => ({ name, request, ...badBody });

export const loginCases: readonly LoginCase[] = [
  { name: 'the documented request', request: loginRequest(), status: 201 },
  {
    name: 'a project by its id',
    request: loginRequest(({ auth }) => {
      auth.scope = { project: { id: '0123456789abcdef0123456789abcdef' } };
    }),
    status: 201,
  },
  {
    name: 'a project nobody knows',
    request: loginRequest(({ auth }) => {
      auth.scope = { project: { name: 'mars-1' } };
    }),
    status: 404,
  },
  { name: 'a wrong password', request: wrong, ...wrongPassword },
  {
    name: 'a wrong user',
    request: loginRequest(({ auth }) => {
      auth.identity.password.user.name = 'nobody';
    }),
    ...wrongPassword,
  },
  {
    name: 'a wrong account',
    request: loginRequest(({ auth }) => {
      auth.identity.password.user.domain.name = 'nobody';
    }),
    ...wrongPassword,
  },
  {
    name: "a wrong password, in the shape of IAM's own codes",
    emulator: { loginErrors: 'error_code' },
    request: wrong,
    status: 401,
    code: 'IAM.0062',
  },
  {
    name: 'a user for the console only',
    emulator: {
      users: [{ account: 'gatecam', username: 'camera', password: 'let-me-in', consoleOnly: true }],
    },
    request: loginRequest(),
    status: 403,
    body: {
      error: {
        code: 403,
        message: 'This user only supports console access, not programmatic access.',
        title: 'Forbidden',
      },
    },
  },
  {
    name: 'too many logins',
    emulator: { loginThrottle: { times: 0, seconds: 60 } },
    request: loginRequest(),
    status: 429,
    code: 'IAM.0012',
  },
  bad('a body that is no JSON', { ...loginRequest(), body: '{' }),
  bad('another content-type', { ...loginRequest(), headers: { 'content-type': 'text/plain' } }),
  bad(
    'another method',
    loginRequest(({ auth }) => {
      auth.identity.methods = ['totp'];
    }),
  ),
  { name: 'GET', request: { ...loginRequest(), method: 'GET', body: '' }, status: 404 },
];
