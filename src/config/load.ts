import { readAccounts } from './accounts.js';
import { check, type Report } from './check.js';
import type { Config, Limits } from './config.js';
import { expandEnvironment, type Environment } from './environment.js';
import { freeze } from './freeze.js';
import { readInboundAuth } from './inbound-auth.js';
import type { Mistake } from './mistake.js';
import { valueAt } from './places.js';
import { File } from './schema.js';
import { createSecret } from './secret.js';
import { parseYaml } from './yaml.js';

/** The limits of a file that names none. */
export const DEFAULT_LIMITS: Limits = {
  pageSize: 100,
  scanRows: 5000,
  upstreamCalls: 1000,
  requestTimeoutMs: 10_000,
  upstreamTimeoutMs: 5000,
  depth: 20,
  aliases: 50,
  directives: 50,
  selections: 20_000,
  tokens: 5000,
  bodyBytes: 1_000_000,
  references: 1000,
  cost: 200_000,
  concurrency: 1000,
};

/** A checked configuration, or everything that is wrong with the file. */
export type Loaded =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Reads a configuration file whole: YAML, then environment variables, then every key. */
export function loadConfig(text: string, environment: Environment): Loaded {
  const yaml = parseYaml(text);
  if ('mistakes' in yaml) return { ok: false, mistakes: yaml.mistakes };
  if (yaml.value === null || yaml.value === undefined) {
    return { ok: false, mistakes: [{ path: '', message: 'the file is empty; it needs at least `accounts`' }] };
  }
  const { value, mistakes, fromEnvironment } = expandEnvironment(yaml.value, environment);
  const report: Report = { mistakes: [], fromEnvironment };
  const config = readFile(value, report);
  // A variable that is missing is one mistake, not two.
  const missing = new Set(mistakes.map(({ path }) => path));
  const all = [...mistakes, ...report.mistakes.filter(({ path }) => !missing.has(path))];
  return config === undefined || all.length > 0 ? { ok: false, mistakes: all } : { ok: true, config: freeze(config) };
}

const PUBLIC_WITH_JWT = 'must be private with auth.jwt: a shared cache would serve one caller what another may see';

function readFile(value: unknown, report: Report): Config | undefined {
  const isFile = check(File, value, [], report);
  // Accounts and auth are looked at even so: all mistakes are told at once.
  const list = valueAt(value, 'accounts');
  const accounts = readAccounts(Array.isArray(list) ? list : [], report);
  const auth = readInboundAuth(valueAt(value, 'auth'), report);
  if (!isFile) return undefined;
  if (value.server?.cacheScope === 'public' && auth.kind === 'jwt') {
    report.mistakes.push({ path: 'server.cacheScope', message: PUBLIC_WITH_JWT });
  }
  return {
    accounts,
    auth,
    limits: { ...DEFAULT_LIMITS, ...value.limits },
    cursorKeys: (value.cursorKeys ?? []).map(createSecret),
    server: {
      cors: [],
      explorer: true,
      introspection: true,
      cacheScope: auth.kind === 'none' ? 'public' : 'private',
      cacheTags: false,
      keepAliveSeconds: 72,
      ...value.server,
    },
    log: { level: 'info', format: 'json', ...value.log },
  };
}
