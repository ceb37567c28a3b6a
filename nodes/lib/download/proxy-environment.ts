export type ProxyFor = (url: URL) => string | undefined;

/** The names are those of `proxyOptions` in the settings file of Node-RED. */
export interface ProxyOptions {
  favourUpperCase?: boolean;
  lowerCaseOnly?: boolean;
  excludeNpm?: boolean;
}

/**
 * Finds the proxy for a URL in environment variables, as the core http request node does: `http_proxy` and
 * `https_proxy` by the URL's scheme, then `all_proxy`, each after its `npm_config_` form; lower case first.
 * `no_proxy` lists hosts, separated by commas or spaces: `host`, `host:port`, `.suffix`, `*suffix`, or `*` alone.
 * The variables are read at every question. A proxy without a scheme has that of the URL.
 */
export function proxyFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  options: ProxyOptions = {},
): ProxyFor {
  const read = (name: string): string => {
    if (options.excludeNpm && name.startsWith('npm_config_')) return '';
    if (options.lowerCaseOnly) return env[name] ?? '';
    const upper = env[name.toUpperCase()];
    return (options.favourUpperCase ? upper || env[name] : env[name] || upper) ?? '';
  };
  return (url) => {
    const scheme = url.protocol.slice(0, -1);
    const exempt = read('npm_config_no_proxy') || read('no_proxy');
    if (isExempt(url, exempt.toLowerCase())) return undefined;
    const proxy =
      read(`npm_config_${scheme}_proxy`) ||
      read(`${scheme}_proxy`) ||
      read('npm_config_proxy') ||
      read('all_proxy');
    if (proxy === '') return undefined;
    return proxy.includes('://') ? proxy : `${scheme}://${proxy}`;
  };
}

function isExempt(url: URL, list: string): boolean {
  if (list === '*') return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    const [, name = entry, onlyPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
    if (onlyPort !== undefined && Number(onlyPort) !== Number(port)) return false;
    if (!/^[.*]/.test(name)) return url.hostname === name;
    return url.hostname.endsWith(name.replace(/^\*/, ''));
  });
}
