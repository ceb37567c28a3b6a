import type { ConnectionOptions } from 'node:tls';
import { PlateError } from '../errors';
import type { PictureBytes } from '../picture';
import { Connections } from './connections';
import { type Credentials, userInfoOf } from './credentials';
import { download } from './download';
import type { Trust } from './guard';
import type { Login } from './login';
import { type Network, systemNetwork } from './network';
import type { Visit } from './redirect';
import type { ProxyFor } from './route';
import { downloadFailed } from './trouble';

export interface DownloaderOptions {
  /** The camera's credentials, for the origin of the node's own URL, once that asks for them. */
  user?: string;
  password?: string;
  /** Whether a URL from a message may lead into the private network. */
  allowPrivate: boolean;
  /**
   * For the host of the URL, not for hosts that a redirect names. The client certificate in it is only for the node's
   * own URL.
   */
  tls?: ConnectionOptions;
  proxyFor?: ProxyFor;
  /** What lies beneath, for tests. */
  network?: Network;
}

export interface DownloadRequest {
  url: string;
  /** Whether the flow's author typed the URL, or a message brought it. */
  from: 'node' | 'message';
}

export interface Downloader {
  /**
   * Fetches a picture by HTTP. Rejects with `DOWNLOAD_FAILED` where none comes, with `BAD_INPUT` where the address must
   * not be opened, with `BAD_FORMAT` or `BAD_SIZE` for what is no usable picture, and at once with the signal's reason
   * when that is aborted: the signal is the only clock. No message holds more of a URL than its host.
   */
  fetch(request: DownloadRequest, signal: AbortSignal): Promise<PictureBytes>;
  /** Ends all downloads with `DOWNLOAD_FAILED`; later ones fail the same way. */
  close(): Promise<void>;
}

/** Fetches pictures from cameras, near or far, with one connection per download. */
export function createDownloader(options: DownloaderOptions): Downloader {
  return new GuardedDownloader(options);
}

class GuardedDownloader implements Downloader {
  readonly #logins = new Map<string, Login>();
  readonly #endings = new Set<(reason: unknown) => void>();
  readonly #network: Network;
  #closed = false;

  constructor(private readonly options: DownloaderOptions) {
    this.#network = options.network ?? systemNetwork;
  }

  async fetch(request: DownloadRequest, signal: AbortSignal): Promise<PictureBytes> {
    signal.throwIfAborted();
    if (this.#closed) throw closed();
    const visit = this.#visitOf(request);
    const connections = new Connections(this.#network);
    return new Promise((resolve, reject) => {
      const end = (reason: unknown): void => {
        reject(reason);
        connections.destroy(new Error('The download was ended.'));
      };
      const onAbort = (): void => end(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#endings.add(end);
      download(visit, {
        network: this.#network,
        proxyFor: this.options.proxyFor,
        connections,
        // A message comes with what it has: it profits neither from the node's logins nor from its client certificate.
        ...(request.from === 'node'
          ? { logins: this.#logins, tls: this.options.tls ?? {} }
          : { logins: new Map(), tls: withoutIdentity(this.options.tls ?? {}) }),
      })
        .finally(() => {
          signal.removeEventListener('abort', onAbort);
          this.#endings.delete(end);
          connections.destroy(new Error('The download is over.'));
        })
        .then(resolve, reject);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const end of this.#endings) end(closed());
  }

  #visitOf({ url: text, from }: DownloadRequest): Visit {
    // The parser's own error holds the whole text, user info and all.
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url) throw new PlateError('BAD_INPUT', 'input', 'The URL of the picture cannot be read.');
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      const message = `Addresses must begin with http:// or https://, not ${url.protocol}`;
      throw new PlateError('BAD_INPUT', 'input', message);
    }
    const own = userInfoOf(url);
    url.username = '';
    url.password = '';
    if (from === 'node') return { url, trust: 'typed', credentials: this.#cameraCredentials() ?? own };
    const trust: Trust = this.options.allowPrivate ? 'private-message' : 'message';
    return { url, trust, credentials: own };
  }

  #cameraCredentials(): Credentials | undefined {
    const { user = '', password = '' } = this.options;
    return user === '' && password === '' ? undefined : { user, password };
  }
}

function withoutIdentity(tls: ConnectionOptions): ConnectionOptions {
  return { ...tls, cert: undefined, key: undefined, pfx: undefined, secureContext: undefined };
}

function closed(): PlateError {
  return downloadFailed('The node was closed during the download.');
}
