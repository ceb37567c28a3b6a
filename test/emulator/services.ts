import type { Service } from './dispatch';
import { judgeLogin } from './iam';
import { Log } from './log';
import { describeCall, judge, MAX_BODY } from './ocr';
import type { Script } from './script';
import type { State } from './state';
import type { Call, Login } from './types';

export function ocrService(script: Script<Call>, state: State): Service<Call> {
  const log = new Log<Call>(state.settings.keep);
  state.inFlight = () => log.inFlight;
  return {
    log,
    script,
    describe: describeCall,
    bodyLimit: MAX_BODY,
    // A signature covers the body, so a signed one is needed whole.
    keepBodies: (call) => state.settings.checks === 'all' || call.auth === 'signature',
    judge: (call, body) => judge(call, body, state),
  };
}

export function iamService(script: Script<Login>, state: State): Service<Login> {
  return {
    log: new Log<Login>(state.settings.keep),
    script,
    describe: () => ({}),
    bodyLimit: 64 * 1024,
    keepBodies: () => true,
    judge: (login, body) => judgeLogin(login, body, state),
  };
}
