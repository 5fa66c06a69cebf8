import { BlockList, isIP } from 'node:net';

/** Whether an origin is reached without the proxy. */
export type BypassesProxy = (origin: string) => boolean;

interface Rule {
  readonly matches: (host: string) => boolean;
  readonly port: string | undefined;
}

/**
 * Reads NO_PROXY: entries separated by commas or spaces, each with an optional port. The tools of the ecosystem (curl,
 * Go, Python's requests, undici) differ; an entry matches here where any of them would leave out the proxy:
 * - `*`: every host
 * - `example.com` and `.example.com`: the host and its subdomains; `*.example.com`: its subdomains only
 * - `192.0.2.7`, `::1` or `[::1]`: that address, however it is written
 * - `10.0.0.0/8`, `fd00::/8`: a network. It matches addresses only: names are not resolved for it.
 *
 * Entries of any other form match nothing.
 */
export function readNoProxy(text: string): BypassesProxy {
  const rules = text
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map(toRule);
  return (origin) => {
    const { hostname, port, protocol } = new URL(origin);
    const host = hostname.replace(/^\[|\]$/g, '').replace(/(.)\.$/, '$1');
    const ownPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
    return rules.some((rule) => (rule.port === undefined || rule.port === ownPort) && rule.matches(host));
  };
}

const BRACKETED = /^\[([^\]]+)\](?::(\d+))?$/;
const WITH_PORT = /^([^:]+):(\d+)$/;

function toRule(entry: string): Rule {
  const [, host = entry, port] = BRACKETED.exec(entry) ?? WITH_PORT.exec(entry) ?? [];
  return { matches: toMatcher(host.toLowerCase()), port };
}

function toMatcher(host: string): Rule['matches'] {
  if (host === '*') return () => true;
  const [address = '', prefix] = host.split('/');
  if (isIP(address) > 0) return toNetworkMatcher(address, prefix);
  const domain = host.replace(/^\*?\./, '').replace(/\.$/, '');
  if (!/^[^*/[\]:]+$/.test(domain)) return () => false;
  const isApexMatched = !host.startsWith('*');
  return (name) => (isApexMatched && name === domain) || name.endsWith(`.${domain}`);
}

function toNetworkMatcher(address: string, prefix: string | undefined): Rule['matches'] {
  const family = familyOf(address);
  const bits = Number(prefix);
  if (prefix !== undefined && !(/^\d+$/.test(prefix) && bits <= (family === 'ipv4' ? 32 : 128))) return () => false;
  const network = new BlockList();
  if (prefix === undefined) network.addAddress(address, family);
  else network.addSubnet(address, bits, family);
  return (host) => isIP(host) > 0 && network.check(host, familyOf(host));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
