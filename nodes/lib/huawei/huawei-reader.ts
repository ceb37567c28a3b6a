import { reachOfHost } from '../addresses';
import { type Clock, systemClock } from '../clock';
import { PlateError } from '../errors';
import { HINTS } from '../hints';
import type { Picture } from '../picture';
import type { HttpProxy } from '../proxy';
import type { Reader } from '../reader';
import { AccessKeyAuth } from './access-key-auth';
import { type Auth, fixedToken } from './auth';
import { Breaker, type Verdict } from './breaker';
import { Budget } from './budget';
import { budgetFile } from './budget-file';
import { Calls } from './calls';
import { Client } from './client';
import { SERVICE_HINTS } from './hints';
import type { Login } from './login';
import { LOGIN_HINTS } from './login-hints';
import { Pace } from './pace';
import { PasswordAuth } from './password-auth';
import { checkTls, type TlsOptions } from './tls';
import { openRoute } from './transport';

export interface HuaweiOptions {
  /** `https://host[:port]` of the OCR service. */
  origin: string;
  login: Login;
  enterpriseProjectId: string;
  /** Connections that are kept, and calls at once. */
  concurrency: number;
  /** 0: no limit of our own. */
  callsPerMinute: number;
  /** 0: no budget. */
  callsPerDay: number;
}

/** What the machine around brings. */
export interface Surroundings {
  tls?: TlsOptions;
  /** The proxy for an origin; `undefined` for a direct connection. */
  proxyFor?: (origin: string) => HttpProxy | undefined;
  /** Where the calls of the day are counted; missing: in memory. */
  budgetFile?: string | undefined;
  /** Called once where that file cannot be read or written. */
  onLostCount?: () => void;
  /** Called when the service is found dead, and when it is back. */
  onOffline?: (offline: boolean) => void;
  clock?: Clock;
  /** 0 to 1, for the spread of retries. */
  random?: () => number;
}

/** Reads plates by Huawei Cloud's license-plate API. */
export function createHuaweiReader(options: HuaweiOptions, around: Surroundings = {}): Reader {
  const { origin, concurrency, enterpriseProjectId } = options;
  const { clock = systemClock, random = Math.random, onOffline } = around;
  const tls = around.tls ?? {};
  checkTls(tls, options.login.auth === 'password' ? [origin, options.login.iamOrigin] : [origin]);
  const route = openRoute(origin, { tls, proxy: around.proxyFor?.(origin), connections: concurrency });
  const fixed = enterpriseProjectId === '' ? {} : { 'enterprise-project-id': enterpriseProjectId };
  const auth = createAuth(options.login, around, clock);
  const budget = createBudget(options.callsPerDay, around, clock);
  const calls = new Calls({
    client: new Client(route.dispatcher, origin, fixed),
    auth,
    pace: new Pace(clock, options.callsPerMinute),
    budget,
    clock,
    random,
  });
  const breaker = new Breaker(clock, () => onOffline?.(breaker.isOpen));
  return {
    async read(picture, signal) {
      refusePrivateUrl(picture);
      const passage = breaker.enter();
      try {
        const reading = await calls.read(picture, signal);
        passage.end('answer');
        return reading;
      } catch (error) {
        passage.end(verdictOf(error));
        throw advised(error, options.login);
      }
    },
    async close() {
      await Promise.all([route.close(), auth.close(), budget?.close()]);
    },
  };
}

function createAuth(login: Login, around: Surroundings, clock: Clock): Auth {
  if (login.auth === 'token') return fixedToken(login.projectId, login.token);
  if (login.auth === 'aksk') return new AccessKeyAuth(login, clock);
  // The server name of the settings is the OCR service's; IAM has another one.
  const tls = { ...around.tls };
  delete tls.servername;
  const proxy = around.proxyFor?.(login.iamOrigin);
  return new PasswordAuth(login, openRoute(login.iamOrigin, { tls, proxy, connections: 1 }), clock);
}

function createBudget(callsPerDay: number, around: Surroundings, clock: Clock): Budget | undefined {
  if (callsPerDay === 0) return undefined;
  return new Budget(callsPerDay, budgetFile(around.budgetFile, around.onLostCount ?? (() => {})), clock);
}

/** What the failure of a message tells about whether the service is there. */
function verdictOf(error: unknown): Verdict {
  if (!(error instanceof PlateError)) return 'neither';
  const { category, statusCode = 0 } = error;
  // By the category first: what the service says about a picture or an account may come with any status.
  if (category === 'network' || category === 'timeout') return 'failure';
  if (category === 'service' && statusCode >= 500) return 'failure';
  return statusCode > 0 ? 'answer' : 'neither';
}

/** The service's codes name the token, also where the user of this node has none that he could get anew. */
function advised(error: unknown, { auth }: Login): unknown {
  const { token, 'token-renew': renew } = SERVICE_HINTS;
  if (auth !== 'token' && error instanceof PlateError && (error.hint === token || error.hint === renew)) {
    return error.with({ hint: LOGIN_HINTS[auth === 'password' ? 'token-login' : 'signature'] });
  }
  return error;
}

/** The service lives on the internet: it cannot fetch from here, and must not learn the camera's password. */
function refusePrivateUrl(picture: Picture): void {
  if (picture.kind !== 'url') return;
  const { username, password, hostname } = new URL(picture.url);
  const details = { hint: HINTS['fetch-here'] };
  if (username !== '' || password !== '') {
    const message = 'A URL with a user name or password is never handed to the service.';
    throw new PlateError('BAD_INPUT', 'input', message, details);
  }
  if (reachOfHost(hostname) !== 'public') {
    const message = 'The service cannot reach an address inside this network.';
    throw new PlateError('BAD_INPUT', 'input', message, details);
  }
}
