import { lookup } from 'node:dns/promises';
import { withoutBrackets } from '../addresses';
import { unlessAborted } from '../clock';
import { TimedWork } from '../deadline';
import { createEdgeReader } from '../edge/edge-reader';
import { type Category, PlateError } from '../errors';
import { HINTS } from '../hints';
import { createHuaweiReader, type Surroundings } from '../huawei/huawei-reader';
import { type PictureBytes, pictureFrom } from '../picture';
import type { EdgeSettings, HuaweiSettings, ServiceSettings } from '../service-settings';
import { CHECK_TEXTS } from './check-texts';
import type { Dialog } from './dialog';
import { SAMPLE_PICTURE } from './sample-picture';

/** One line of a check. */
export interface Step {
  step: 'config' | 'address' | 'tls' | 'login' | 'service' | 'reader';
  ok: boolean;
  text: string;
}

/** A picture that the service must refuse: only answers of 200 are billed. */
const NO_PICTURE: PictureBytes = {
  kind: 'bytes',
  bytes: new Uint8Array(),
  format: 'jpeg',
  width: 0,
  height: 0,
};

const FAILS_AT: Partial<Record<Category, Step['step']>> = {
  network: 'tls',
  timeout: 'tls',
  auth: 'login',
};

/** At which step a failure of the test call shows that something is wrong; the steps before it work. */
function failsAt({ category, code, attempts }: PlateError): Step['step'] {
  const step = FAILS_AT[category];
  if (step) return step;
  // Where no call was sent, it was the login that failed, whatever kind of trouble that is.
  if (attempts === 0) return 'login';
  // What has no code of the service's own is perhaps not from the service, and has seen no login.
  return code === 'BAD_ANSWER' || code.startsWith('HTTP_') ? 'tls' : 'service';
}

/** Tries everything that the settings promise within so many ms, one step after the other, until one fails. */
export async function checkService(
  settings: ServiceSettings,
  around: Surroundings,
  dialog: Dialog,
  within: number,
): Promise<Step[]> {
  const work = new TimedWork(within, () => tooLate(within));
  try {
    return settings.engine === 'edge'
      ? [await checkReader(settings, dialog, work.signal)]
      : await checkCloud(settings, around, dialog, work.signal);
  } finally {
    work.end();
  }
}

/** A failure as a line of its own. */
export function failedStep(step: Step['step'], error: PlateError, { language, onBug }: Dialog): Step {
  if (error.category === 'internal') onBug(error);
  const hint = error.hint?.[language];
  return { step, ok: false, text: `${error.code}: ${error.message}${hint ? ` ${hint}` : ''}` };
}

async function checkReader({ alphabet }: EdgeSettings, dialog: Dialog, signal: AbortSignal): Promise<Step> {
  const { language } = dialog;
  const reader = createEdgeReader({ threads: 1, alphabet });
  try {
    const { plates } = await reader.read(pictureFrom(SAMPLE_PICTURE), signal);
    const [plate] = plates;
    if (!plate) return { step: 'reader', ok: false, text: CHECK_TEXTS.unread[language] };
    return { step: 'reader', ok: true, text: CHECK_TEXTS.read[language].replace('…', plate.plate_number) };
  } catch (error) {
    if (error instanceof PlateError) return failedStep('reader', error, dialog);
    throw error;
  } finally {
    await reader.close();
  }
}

async function checkCloud(
  settings: HuaweiSettings,
  around: Surroundings,
  dialog: Dialog,
  signal: AbortSignal,
): Promise<Step[]> {
  const address = await checkAddress(settings, around, dialog, signal);
  if (!address.ok) return [address];
  const error = await callInVain(settings, around, signal);
  const done = (step: Step['step'], text: keyof typeof CHECK_TEXTS): Step => ({
    step,
    ok: true,
    text: CHECK_TEXTS[text][dialog.language],
  });
  const good = [address, done('tls', 'connected'), done('login', 'logged-in'), done('service', 'open')];
  // The service read the call and missed the picture: it is reached, logged in to and open.
  if (!error || error.category === 'input' || error.category === 'no-plate') return good;
  const failed = failedStep(failsAt(error), error, dialog);
  return [
    ...good.slice(
      0,
      good.findIndex(({ step }) => step === failed.step),
    ),
    failed,
  ];
}

async function checkAddress(
  { origin }: HuaweiSettings,
  around: Surroundings,
  dialog: Dialog,
  signal: AbortSignal,
): Promise<Step> {
  const { language } = dialog;
  const { hostname } = new URL(origin);
  // Behind a proxy the name need not be known here.
  if (around.proxyFor?.(origin)) {
    return { step: 'address', ok: true, text: CHECK_TEXTS.proxy[language].replace('…', hostname) };
  }
  try {
    await unlessAborted(lookup(withoutBrackets(hostname)), signal);
    return { step: 'address', ok: true, text: CHECK_TEXTS.address[language].replace('…', hostname) };
  } catch (error) {
    if (error instanceof PlateError) return failedStep('address', error, dialog);
    return { step: 'address', ok: false, text: HINTS['network-name'][language] };
  }
}

/** One call that cannot be billed. Returns how it failed. */
async function callInVain(
  settings: HuaweiSettings,
  around: Surroundings,
  signal: AbortSignal,
): Promise<PlateError | undefined> {
  // A check is no call of the day, and must not wait for the pace of others.
  const reader = createHuaweiReader({ ...settings, callsPerDay: 0, callsPerMinute: 0 }, around);
  try {
    await reader.read(NO_PICTURE, signal);
    return undefined;
  } catch (error) {
    if (error instanceof PlateError) return error;
    throw error;
  } finally {
    await reader.close();
  }
}

function tooLate(within: number): PlateError {
  return new PlateError('TIMEOUT', 'timeout', `No answer within ${within / 1000} s.`, { retryable: true });
}
