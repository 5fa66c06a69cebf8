import type { Environment } from '../config/environment.js';
import { ConfigurationError } from './configuration-error.js';

/**
 * Reads the proxy from the environment (HTTPS_PROXY and NO_PROXY, upper or lower case). Throws a ConfigurationError
 * without the value, because it may hold a password.
 */
export function readProxy(environment: Environment) {
  const text = environment['HTTPS_PROXY'] ?? environment['https_proxy'] ?? '';
  const noProxy = environment['NO_PROXY'] ?? environment['no_proxy'];
  if (text === '') return { noProxy };
  // curl and most other tools accept a proxy without a scheme.
  const httpsProxy = text.includes('://') ? text : `http://${text}`;
  if (/^https?:$/.test(URL.parse(httpsProxy)?.protocol ?? '')) return { httpsProxy, noProxy };
  throw new ConfigurationError('HTTPS_PROXY must be a URL such as http://proxy.example.com:3128.');
}
