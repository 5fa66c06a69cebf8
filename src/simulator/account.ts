/** A simulated cloud. Each has a server of its own. */
export const CLOUDS = ['css', 'dws', 'geminidb', 'iam', 'metadata', 'qingcloud'] as const;
export type CloudName = (typeof CLOUDS)[number];

export interface SimulatedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Set for a temporary key, which requires it as X-Security-Token. */
  readonly securityToken?: string;
}

export interface SimulatedIamUser {
  readonly iam: {
    readonly endpoint: string;
    readonly domain: string;
    readonly user: string;
    readonly password: string;
  };
}

/** A ready-made entry of `accounts:` in a configuration file, in plain strings. */
export type SimulatedAccount =
  | {
      readonly name: string;
      readonly provider: 'huawei-css' | 'huawei-dws' | 'huawei-geminidb';
      readonly region: string;
      readonly projectId: string;
      readonly endpoint: string;
      readonly auth: SimulatedKey | SimulatedIamUser;
    }
  | {
      readonly name: string;
      readonly provider: 'qingcloud';
      /** The zone. */
      readonly region: string;
      readonly endpoint: string;
      readonly apps?: readonly string[];
      readonly auth: SimulatedKey;
    };
