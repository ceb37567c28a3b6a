import type { ConnectionOptions } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { PictureBytes } from '../picture';
import { readPicture } from './body';
import { type Challenge, parseChallenges } from './challenge';
import type { Connections, Route } from './connections';
import { DOWNLOAD_HINTS } from './hints';
import { chooseLogin, isStale, type Login, offersOf } from './login';
import type { Network } from './network';
import { proxyRefused, refusedThroughProxy } from './proxy';
import { follow, redirectOf, type Visit } from './redirect';
import { type ProxyFor, routeTo } from './route';
import { cameraAt, downloadFailed, isBrokenOff, mayPass, nameOf, unreachable } from './trouble';

const MAX_REDIRECTS = 3;
/**
 * Bytes of a redirect's or a 401's body that are read to keep the connection, and ms; beyond, a new one is cheaper. Some
 * cameras announce no length, or too much, and leave the connection open.
 */
const MAX_ASIDE = 64 * 1024;
const MAX_WAIT_ASIDE = 500;

const HEADERS = { accept: 'image/*, */*;q=0.5', 'accept-encoding': 'identity' };

export interface Means {
  network: Network;
  proxyFor: ProxyFor | undefined;
  /** For the host of the first URL only. */
  tls: ConnectionOptions;
  connections: Connections;
  /** The login that an origin last accepted. */
  logins: Map<string, Login>;
}

/** Fetches one picture, along redirects and through logins. Rejects as `Downloader.fetch` says, but knows no signal. */
export async function download(start: Visit, means: Means): Promise<PictureBytes> {
  let visit = start;
  for (let redirects = 0; ; redirects++) {
    const response = await answerFor(visit, start, means);
    const { statusCode } = response;
    const location = redirectOf(response);
    if (location === undefined) return pictureOf(response, visit, start);
    if (redirects === MAX_REDIRECTS) {
      throw downloadFailed(`${nameOf(start.url)} redirects more than ${MAX_REDIRECTS} times.`, {
        statusCode,
      });
    }
    await putAside(response);
    visit = follow(start, visit, location, statusCode);
  }
}

async function pictureOf(
  response: Dispatcher.ResponseData,
  visit: Visit,
  start: Visit,
): Promise<PictureBytes> {
  const { statusCode } = response;
  const { url } = visit;
  if (statusCode === 401) throw loginFailed(response, visit, start);
  if (statusCode < 200 || statusCode > 299) throw statusFailed(statusCode, url);
  try {
    return await readPicture(response, url);
  } catch (error) {
    throw unreachable(cameraAt(url), error, { statusCode });
  }
}

/** The answer of one URL, after as many requests as its login takes. */
async function answerFor(visit: Visit, start: Visit, means: Means): Promise<Dispatcher.ResponseData> {
  const { url, credentials } = visit;
  const tls = url.hostname === start.url.hostname ? means.tls : {};
  const route = await routeTo(visit, means.network, means.proxyFor, tls);
  let login = credentials && means.logins.get(url.origin);
  let response = await get(url, route, login, means.connections);
  // One answer to what is asked, and one more where only the nonce was too old: every further try may lock the account.
  for (let answers = 0; credentials && response.statusCode === 401 && answers < 2; answers++) {
    const challenges = challengesOf(response);
    const next = answers === 0 || isStale(challenges) ? chooseLogin(challenges, credentials) : undefined;
    if (!next) break;
    login = next;
    await putAside(response);
    response = await get(url, route, login, means.connections);
  }
  if (response.statusCode === 401) means.logins.delete(url.origin);
  else if (login) means.logins.set(url.origin, login);
  return response;
}

async function get(
  url: URL,
  route: Route,
  login: Login | undefined,
  connections: Connections,
): Promise<Dispatcher.ResponseData> {
  const ask = (): Promise<Dispatcher.ResponseData> => {
    const authorization = login?.header('GET', url.pathname + url.search);
    return connections.get(url, route, { ...HEADERS, ...(authorization && { authorization }) });
  };
  const isOld = connections.has(url.origin);
  let response: Dispatcher.ResponseData;
  try {
    response = await ask().catch((error) => {
      // Some cameras hang up after every answer without saying so before: then this was said to nobody.
      if (isOld && isBrokenOff(error)) return ask();
      throw error;
    });
  } catch (error) {
    throw unreachable(cameraAt(url), error);
  }
  const { statusCode } = response;
  if (route.proxy && statusCode === 407) throw proxyRefused(407, url);
  const isForwarded = route.proxy && url.protocol === 'http:';
  if (isForwarded && statusCode >= 400 && statusCode !== 401) throw refusedThroughProxy(statusCode, url);
  return response;
}

/** Frees the connection for the next request, or ends it. */
async function putAside({ body }: Dispatcher.ResponseData): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), MAX_WAIT_ASIDE);
  await body.dump({ limit: MAX_ASIDE, signal: late.signal }).catch(() => {});
  clearTimeout(timer);
}

function challengesOf(response: Dispatcher.ResponseData): Challenge[] {
  return parseChallenges(response.headers['www-authenticate']);
}

function loginFailed(response: Dispatcher.ResponseData, { url, credentials }: Visit, start: Visit): Error {
  const details = { statusCode: 401, hint: DOWNLOAD_HINTS['camera-login'] };
  const said = `${cameraAt(url)} answered 401`;
  const challenges = challengesOf(response);
  if (!start.credentials) return downloadFailed(`${said}: it asks for a user and a password.`, details);
  if (!credentials) {
    return downloadFailed(
      `${said}: no password is sent across a redirect; use the URL it leads to.`,
      details,
    );
  }
  if (!chooseLogin(challenges, credentials)) {
    const offered = offersOf(challenges);
    return downloadFailed(`${said}: it offers no login that can be answered here (offered: ${offered}).`, {
      ...details,
      hint: DOWNLOAD_HINTS['camera-login-kind'],
    });
  }
  return downloadFailed(`${said}: user or password wrong.`, details);
}

function statusFailed(statusCode: number, url: URL): Error {
  const why = WORDS[statusCode] ?? (statusCode >= 500 ? ': it has trouble of its own' : '');
  return downloadFailed(`${cameraAt(url)} answered ${statusCode}${why}.`, {
    statusCode,
    retryable: mayPass(statusCode),
  });
}

const WORDS: Record<number, string> = {
  403: ': this user may not see the picture, or is locked out for a while',
  404: ': it knows no such path',
  429: ': it is asked too often',
  503: ': it is busy',
};
