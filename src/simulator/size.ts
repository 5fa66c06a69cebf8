/** The numbers of clusters and jobs. The cluster numbers apply to the larger account of each provider. */
export interface FleetSize {
  readonly cssClusters: number;
  /** Log backups of the largest CSS cluster. With more than 1,999, the documented offsets do not reach the end of the list. */
  readonly cssLargest: number;
  readonly dwsClusters: number;
  readonly dwsLargest: number;
  readonly geminiDbInstances: number;
  readonly geminiDbJobs: number;
  /** The jobs of the 30 days before the start. */
  readonly geminiDbRecentJobs: number;
  /** Clusters of a zone. */
  readonly qingCloudClusters: number;
  /** Jobs of a zone, over all its apps. */
  readonly qingCloudJobs: number;
}

const SMALL: FleetSize = {
  cssClusters: 14,
  cssLargest: 2_150,
  dwsClusters: 8,
  dwsLargest: 600,
  geminiDbInstances: 12,
  geminiDbJobs: 900,
  geminiDbRecentJobs: 300,
  qingCloudClusters: 12,
  qingCloudJobs: 600,
};

const FULL: FleetSize = {
  cssClusters: 140,
  cssLargest: 2_400,
  dwsClusters: 60,
  dwsLargest: 4_000,
  geminiDbInstances: 90,
  geminiDbJobs: 10_000,
  geminiDbRecentJobs: 1_500,
  qingCloudClusters: 120,
  qingCloudJobs: 9_000,
};

/** 'small' is for tests, 'full' for a demonstration. An object replaces some numbers of 'small'. */
export function toFleetSize(size: 'small' | 'full' | Partial<FleetSize>): FleetSize {
  if (size === 'full') return FULL;
  return size === 'small' ? SMALL : { ...SMALL, ...size };
}
