import type { ConfiguredProvider } from './account-format.js';
import { readAccounts } from './accounts.js';
import { check, type ProblemList } from './check.js';
import type { Config } from './config.js';
import { expandEnvironment, type Environment } from './environment.js';
import { freeze } from './freeze.js';
import { readInboundAuth } from './inbound-auth.js';
import type { ConfigurationProblem } from './problem.js';
import { readStore } from './read-store.js';
import { File, limits, log, root, server, SharedFile } from './schema.js';
import { valueAt } from './schema-paths.js';
import { readTelemetry } from './telemetry.js';
import { toSecret } from './values.js';
import { parseYaml } from './yaml.js';

/** A checked configuration, or all problems of the file. */
export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** Reads a whole configuration file: YAML, then environment variables, then every key. */
export function loadConfig(text: string, environment: Environment, providers: readonly ConfiguredProvider[]): Loaded {
  const yaml = parseYaml(text);
  if ('problems' in yaml) return { ok: false, problems: yaml.problems };
  if (yaml.value === null || yaml.value === undefined) {
    return { ok: false, problems: [{ path: '', message: 'the file is empty; it needs at least `accounts`' }] };
  }
  const { value, problems, fromEnvironment } = expandEnvironment(yaml.value, environment);
  const list: ProblemList = { problems: [], fromEnvironment };
  const config = readFile(value, providers, list);
  // A missing variable is one problem, even if the text that is left breaks other rules.
  const missing = new Set(problems.map(({ path }) => path));
  const all = [...problems, ...list.problems.filter(({ path }) => !missing.has(path))];
  return config === undefined || all.length > 0 ? { ok: false, problems: all } : { ok: true, config: freeze(config) };
}

const PUBLIC_WITH_JWT = 'must be private with auth.jwt: a shared cache would serve one caller what another may see';

function readFile(value: unknown, providers: readonly ConfiguredProvider[], list: ProblemList): Config | undefined {
  const isShared = valueAt(valueAt(value, 'store'), 'postgres') !== undefined;
  const isFile = check(isShared ? SharedFile : File, value, [], list);
  // Accounts and auth are read even if the rest is wrong, so that all problems are reported at once.
  const entries = valueAt(value, 'accounts');
  const { replicas } = isFile ? { ...root.defaults, ...value } : root.defaults;
  const shares = isShared ? 1 : replicas;
  const accounts = readAccounts(Array.isArray(entries) ? entries : [], providers, shares, list);
  const auth = readInboundAuth(valueAt(value, 'auth'), list);
  if (!isFile) return undefined;
  const cacheScope = value.server?.cacheScope ?? (auth.kind === 'none' ? 'public' : 'private');
  if (cacheScope === 'public' && auth.kind === 'jwt') {
    list.problems.push({ path: 'server.cacheScope', message: PUBLIC_WITH_JWT });
  }
  return {
    accounts,
    replicas,
    auth,
    limits: { ...limits.defaults, ...value.limits },
    cursorKeys: (value.cursorKeys ?? []).map((key, index) =>
      toSecret(key, (message) => list.problems.push({ path: `cursorKeys[${index}]`, message })),
    ),
    server: { ...server.defaults, ...value.server, cacheScope },
    store: readStore(value.store, list),
    log: { ...log.defaults, ...value.log },
    telemetry: readTelemetry(value.telemetry ?? {}, list),
  };
}
