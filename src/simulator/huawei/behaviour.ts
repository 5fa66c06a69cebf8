/** Behaviour that Huawei's documents leave open or describe in two ways. */
export interface HuaweiBehaviour {
  /** Which name of the row number CSS reads: one page of its documentation has `start`, a newer one `offset`. */
  cssParameters: 'both' | 'start' | 'offset' | 'start-strict' | 'offset-strict';
  /** The largest row number that CSS accepts: "Value range: 1-1000", in newer pages "greater than or equal to 1". */
  cssReach: number;
  /** Newer SDK models have a `totalSize` on log records, no document has. */
  cssTotalSize: boolean;
  /** A value that does not exist yet: the older page shows `"finishedAt" : null`, the newer one leaves the key out. */
  cssEmpty: 'null' | 'absent';
  /** `createAt`: "String" in the table, a number in the example. */
  cssTimes: 'number' | 'string';
  /** The largest page that DWS returns for any limit. The only documented range is "Greater than 0". */
  dwsLimitCap: number;
  /** DWS sends error bodies as base64 text in some regions. */
  dwsBase64Errors: boolean;
  /** `count` of tasks: "Long", but the cluster list's example shows `"2"`. */
  dwsCount: 'number' | 'string';
  /** The status of DWS.0047, "no such cluster". */
  dwsMissingStatus: 404 | 401;
  /** Whether DWS applies order_by and order, or lists in the order of its example, the oldest first. */
  dwsOrder: 'as-requested' | 'oldest-first';
  /** Whether a job that starts exactly at end_time is listed. */
  geminiDbEndInclusive: boolean;
  /** Whether `id` alone finds a job that is older than 30 days. */
  geminiDbIdIgnoresWindow: boolean;
  /** "The token is valid for 24 hours." */
  iamTokenLifetimeMs: number;
  /** Temporary keys: of a machine "one hour", of an agency as long as requested. This is the longest. */
  temporaryKeyLifetimeMs: number;
  /** Whether the metadata service has sessions and requires them. */
  metadataSessions: 'required' | 'optional' | 'absent';
  /** Whether the machine has an agency. */
  machineHasAgency: boolean;
}

export const HUAWEI_BEHAVIOUR: HuaweiBehaviour = {
  cssParameters: 'both',
  cssReach: 1000,
  cssTotalSize: false,
  cssEmpty: 'null',
  cssTimes: 'number',
  dwsLimitCap: Infinity,
  dwsBase64Errors: false,
  dwsCount: 'number',
  dwsMissingStatus: 404,
  dwsOrder: 'as-requested',
  geminiDbEndInclusive: false,
  geminiDbIdIgnoresWindow: true,
  iamTokenLifetimeMs: 24 * 3_600_000,
  temporaryKeyLifetimeMs: 3_600_000,
  metadataSessions: 'optional',
  machineHasAgency: true,
};
