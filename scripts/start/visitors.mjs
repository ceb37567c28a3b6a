/**
 * Whether a request comes from a page of this very Node-RED, or from none. Nobody has to log in to it, and Node-RED 4
 * answers the pages of all sites: one that was open in the same browser could deploy flows, which may start programs.
 */
export function isOwn({ headers }) {
  const { host = '', origin } = headers;
  // A site may give its own name the address of this computer.
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  // What a browser says of its own accord no page can change.
  return isHere && (isOwnPage || headers['sec-fetch-site'] === 'same-origin');
}
