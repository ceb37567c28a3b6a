import { answers, faults } from '../emulator';
import { error, type FaultCase, plate } from './case';

const EIGHT = Array.from({ length: 8 });

/** What happens to logins. */
export const loginCases: readonly FaultCase[] = [
  {
    name: 'a fixed token that has ended',
    always: answers.refusal('APIG.0307'),
    ends: error('APIG.0307'),
    calls: 1,
  },
  {
    name: 'a token that is refused for ever',
    login: 'password',
    always: answers.refusal('APIG.0301'),
    afterwards: 2,
    ends: [error('APIG.0301', 2), error('APIG.0301'), error('APIG.0301')],
    calls: 4,
    logins: 2,
  },
  {
    name: 'a token that expires in the middle of a burst',
    login: 'password',
    service: { concurrency: 8 },
    script: [...EIGHT.slice(1).map(() => faults.hold('arrival')), faults.dropTokens('expired')],
    burst: 8,
    async meanwhile(emulator) {
      await emulator.held(7);
      await emulator.until(() => emulator.loginCount === 2);
      // Whoever is refused gives its hold to the next, which is a repeat.
      while (emulator.callCount < 16 || emulator.inFlight > 0) {
        emulator.release();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    ends: plate(2),
    calls: 16,
    logins: 2,
  },
  {
    name: 'a token of 64 KB',
    login: 'password',
    emulator: { tokenBytes: 64 * 1024 },
    ends: plate(),
    calls: 1,
    logins: 1,
  },
  {
    name: 'a token that the gateway finds too large',
    login: 'password',
    emulator: { tokenBytes: 40 * 1024, maxHeaderBytes: 32 * 1024 },
    ends: error('APIG.0201'),
    calls: 1,
    logins: 1,
  },
  {
    name: 'a wrong password, under load',
    login: 'password',
    credentials: { password: 'planted-guess' },
    burst: 6,
    afterwards: 2,
    service: { concurrency: 3 },
    ends: [
      ...EIGHT.slice(0, 3).map(() => error('HTTP_401', 0)),
      ...EIGHT.slice(3).map(() => error('AUTH_HELD', 0)),
    ],
    calls: 0,
    logins: 1,
  },
  {
    name: 'IAM fails once',
    login: 'password',
    iam: [answers.refusal('IAM.0006')],
    ends: plate(),
    calls: 1,
    logins: 2,
  },
  {
    name: 'IAM resets',
    login: 'password',
    iam: [faults.reset('arrival')],
    ends: plate(),
    calls: 1,
    logins: 2,
  },
  {
    name: 'IAM is silent',
    login: 'password',
    iam: [faults.hold()],
    ends: error('TIMEOUT', 0),
    calls: 0,
    logins: 1,
  },
  {
    name: 'IAM throttles',
    login: 'password',
    iam: [answers.refusal('IAM.0012')],
    ends: plate(),
    calls: 1,
    logins: 2,
  },
  {
    name: 'IAM is a page',
    login: 'password',
    iam: [answers.htmlInstead()],
    ends: error('BAD_ANSWER', 0),
    calls: 0,
    logins: 1,
  },
  {
    name: 'IAM is a bomb',
    login: 'password',
    iam: [faults.gzipBomb()],
    ends: error('BAD_ANSWER', 0),
    calls: 0,
    logins: 1,
  },
  {
    name: 'IAM is endless',
    login: 'password',
    iam: [faults.oversize(Number.POSITIVE_INFINITY)],
    ends: error('BAD_ANSWER', 0),
    calls: 0,
    logins: 1,
  },
  {
    name: 'IAM is down for ever',
    login: 'password',
    iamAlways: answers.htmlError(502),
    ends: error('HTTP_502', 0),
    calls: 0,
    logins: 3,
  },
  {
    name: 'a clock that is off by half an hour',
    login: 'aksk',
    emulator: { clockSkew: 30 * 60_000 },
    burst: 6,
    ends: [plate(2), plate(), plate(), plate(), plate(), plate()],
    calls: 7,
  },
  {
    name: 'a clock that jumps between two calls',
    login: 'aksk',
    script: [faults.hold()],
    afterwards: 1,
    async meanwhile(emulator) {
      await emulator.held();
      emulator.clockSkew = -3_600_000;
      emulator.release();
    },
    ends: [plate(), plate(2)],
    calls: 3,
  },
  {
    name: 'a wrong secret, under load',
    login: 'aksk',
    credentials: { secretKey: 'planted-other' },
    burst: 8,
    service: { concurrency: 8 },
    ends: [error('APIG.0301'), ...EIGHT.slice(1).map(() => error('AUTH_HELD', 0))],
    calls: 1,
  },
  {
    name: 'a signed call whose connection resets',
    login: 'aksk',
    script: [faults.reset('before-headers')],
    ends: plate(2),
    calls: 2,
  },
];
