import assert from 'node:assert/strict';
import { deadlineOf, setDeadline } from '#nodes/lib/deadline';
import { PlateError } from '#nodes/lib/errors';
import { createHuaweiReader, type HuaweiOptions, type Surroundings } from '#nodes/lib/huawei/huawei-reader';
import type { Login } from '#nodes/lib/huawei/login';
import { type Picture, pictureFromBytes } from '#nodes/lib/picture';
import type { Reader, Reading } from '#nodes/lib/reader';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator';
import { jpegHeader } from '../../emulator/pictures';
import { VirtualClock } from './virtual-clock';

export const PICTURE: Picture = pictureFromBytes(jpegHeader(640, 480, 2000));

export interface AccountOptions {
  login?: Partial<Login> & { auth: Login['auth'] };
  emulator?: EmulatorOptions;
  options?: Partial<HuaweiOptions>;
  around?: Surroundings;
}

/** A reader and the emulator that it calls; its waits take no time, its retries have no spread. */
export class Account {
  readonly clock = new VirtualClock();

  private constructor(
    readonly emulator: Emulator,
    private readonly open: (account: Account) => Reader,
  ) {
    this.reader = open(this);
  }

  reader: Reader;

  static async open({ login, emulator: settings, options, around }: AccountOptions = {}): Promise<Account> {
    const emulator = await startEmulator(settings);
    return new Account(emulator, ({ clock }) =>
      createHuaweiReader(
        {
          origin: emulator.url,
          login: completed(login ?? { auth: 'token' }, emulator),
          enterpriseProjectId: '',
          concurrency: 8,
          callsPerMinute: 0,
          callsPerDay: 0,
          ...options,
        },
        { clock, random: () => 0, ...around },
      ),
    );
  }

  /** Reads a picture, within so many ms of the tests' clock. */
  read(within = Number.POSITIVE_INFINITY, picture = PICTURE, work = new AbortController()): Promise<Reading> {
    if (within !== Number.POSITIVE_INFINITY) setDeadline(work.signal, this.clock.now() + within);
    assert.ok(deadlineOf(work.signal) > 0);
    return this.reader.read(picture, work.signal);
  }

  async failure(within?: number, picture?: Picture): Promise<PlateError> {
    const error: unknown = await this.read(within, picture).then(
      () => assert.fail('the picture was read'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof PlateError, String(error));
    return error;
  }

  /** As a deploy does: the same settings, and nothing that was learned. */
  async redeploy(): Promise<void> {
    await this.reader.close();
    this.reader = this.open(this);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.emulator.close();
  }
}

/** The emulator's own credentials where the test names none. */
function completed(login: Partial<Login> & { auth: Login['auth'] }, emulator: Emulator): Login {
  const { projectId } = emulator;
  if (login.auth === 'token') return { projectId, token: emulator.token, ...login };
  if (login.auth === 'aksk') {
    const [accessKey, secretKey] = ['AKIDEXAMPLE0123456AB', 'SKEXAMPLEsecretKey0123456789abcdefABCDEF'];
    return { projectId, accessKey, secretKey, securityToken: '', ...login };
  }
  const iamOrigin = emulator.url;
  const user = { account: 'gatecam', username: 'camera', password: 'let-me-in' };
  return { iamOrigin, region: 'cn-north-4', projectId: '', ...user, ...login };
}
