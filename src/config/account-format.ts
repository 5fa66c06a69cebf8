import Type, { type Static, type TObject, type TProperties } from 'typebox';
import { Create } from 'typebox/value';
import { toProviderName, type CloudProvider, type ProviderName } from '../domain/provider.js';
import type { Path } from './problem.js';
import { line, mapping, timeZone, whole, word } from './values.js';

const tuning = mapping({ timeZone: timeZone('UTC'), concurrency: whole(1, 1000, 8) });

/** The values of keys that an account leaves out. */
export const ACCOUNT_DEFAULTS = Create(tuning);

/** The keys of every account. */
export const COMMON_KEYS = {
  name: line('a text of 1 to 100 characters', 100),
  // Part of a host name.
  region: word('a region or zone in lower-case letters, digits and hyphens', /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/),
  ...Type.Partial(tuning).properties,
  rate: Type.Optional(mapping({ requests: whole(1, 1_000_000), perSeconds: whole(1, 86_400) })),
};

/** Reports a problem of one account; `path` begins at the account. */
export type ReportProblem = (path: Path, message: string) => void;

/** How one provider's accounts are configured: part of its definition. */
export interface AccountFormat<Form extends TObject = TObject, Own extends { endpoint: URL } = { endpoint: URL }> {
  /**
   * One schema for each form of `auth`. The first is the default; another one applies if `auth` has the first key of its
   * `auth`.
   */
  readonly forms: readonly Form[];
  /** Reads the provider's own keys, from an entry that matches one of the forms. */
  toConfig(entry: Static<Form>, report: ReportProblem): Own;
}

/** A provider, as far as the configuration file is concerned. */
export interface ConfiguredProvider {
  readonly provider: CloudProvider;
  readonly accounts: AccountFormat;
}

type FormOf<Word extends CloudProvider, Keys extends TProperties, Auth extends TObject> = TObject<
  typeof COMMON_KEYS & Keys & { provider: ReturnType<typeof Type.Literal<ProviderName<Word>>>; auth: Auth }
>;

/** An account with the common keys, `keys`, and one of several forms of `auth`. */
export function defineAccounts<
  const Word extends CloudProvider,
  const Keys extends TProperties,
  const Auth extends readonly TObject[],
  Own extends { endpoint: URL },
>(
  provider: Word,
  {
    keys,
    auth,
    toConfig,
  }: {
    readonly keys: Keys;
    readonly auth: Auth;
    readonly toConfig: (entry: Static<FormOf<Word, Keys, Auth[number]>>, report: ReportProblem) => Own;
  },
): AccountFormat<FormOf<Word, Keys, Auth[number]>, Own> {
  const name = Type.Literal(toProviderName(provider));
  return { forms: auth.map((one) => mapping({ ...COMMON_KEYS, ...keys, provider: name, auth: one })), toConfig };
}

/** The entry of an account in the file, of a provider with this format. */
export type EntryOf<Format> = Format extends { readonly forms: readonly (infer Form)[] } ? EntryOfForm<Form> : never;

type EntryOfForm<Form> = Form extends TObject ? Static<Form> : never;
