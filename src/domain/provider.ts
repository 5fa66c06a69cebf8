import type { CloudProvider } from './generated/enums.js';

export type { CloudProvider };

/** One configured way into one provider. `name` is unique in a configuration; `region` is the zone at QingCloud. */
export interface Account {
  readonly name: string;
  readonly provider: CloudProvider;
  readonly region: string;
}

/** A provider's name in configuration files and in resource names: HUAWEI_CSS is `huawei-css`. */
export type ProviderName<Word extends string> = Word extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}-${ProviderName<Tail>}`
  : Lowercase<Word>;

export function toProviderName<const Word extends CloudProvider>(provider: Word): ProviderName<Word> {
  return provider.toLowerCase().replaceAll('_', '-') as ProviderName<Word>;
}
