/** Behaviour that QingCloud's documents leave open, or that differed from them when it was tried. */
export interface QingCloudBehaviour {
  /** An id that does not exist: "则会返回错误信息" (an error) in the documentation, an empty list when it was tried. */
  qingCloudMissing: 'empty' | 'error';
  /** Whether there is a null among the rows: "iaas bug? slice contain nil" (cloud controller). */
  qingCloudNulls: boolean;
  /** The order of jobs is not documented. */
  qingCloudJobOrder: 'newest-first' | 'oldest-first';
  /** Clusters requested without a status: all ("返回你所拥有的所有集群"), or only active ones, like app versions. */
  qingCloudUnfiltered: 'all' | 'active';
  /** The first place of a job that names its clusters. */
  qingCloudClustersIn: 'resources' | 'resource_ids' | 'directive';
  /** The Python SDK reads fractions of a second; the documentation shows none. */
  qingCloudFractions: boolean;
}

export const QINGCLOUD_BEHAVIOUR: QingCloudBehaviour = {
  qingCloudMissing: 'empty',
  qingCloudNulls: false,
  qingCloudJobOrder: 'newest-first',
  qingCloudUnfiltered: 'all',
  qingCloudClustersIn: 'resources',
  qingCloudFractions: false,
};
