/** Of a camera. */
export interface Credentials {
  user: string;
  password: string;
}

/** The user info of a URL, percent-decoded; `undefined` where there is none. */
export function userInfoOf(url: URL): Credentials | undefined {
  if (url.username === '' && url.password === '') return undefined;
  return { user: decoded(url.username), password: decoded(url.password) };
}

/** A password with a bare `%` was typed, not encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
