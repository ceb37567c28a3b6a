import type { AccessKey } from './access-key-auth';
import type { Password } from './iam';

/** How calls prove themselves: a token obtained elsewhere, a login by password, or a signature on each call. */
export type Login =
  | { auth: 'token'; projectId: string; token: string }
  | ({ auth: 'password' } & Password)
  | ({ auth: 'aksk' } & AccessKey);
