import type { Environment } from '../config/environment.js';
import { CommandError } from '../cli/command-error.js';

/** The proxy that the environment names. Throws a CommandError, without the value, which may hold a password. */
export function proxyOf(environment: Environment) {
  const text = environment['HTTPS_PROXY'] ?? environment['https_proxy'] ?? '';
  const noProxy = environment['NO_PROXY'] ?? environment['no_proxy'];
  if (text === '') return { noProxy };
  // Others take it without a scheme too.
  const httpsProxy = text.includes('://') ? text : `http://${text}`;
  if (/^https?:$/.test(URL.parse(httpsProxy)?.protocol ?? '')) return { httpsProxy, noProxy };
  throw new CommandError('HTTPS_PROXY must be a URL such as http://proxy.example.com:3128.');
}
