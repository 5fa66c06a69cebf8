/** What QingCloud's documents leave open, or where what was seen live contradicts them. */
export interface QingCloudBehaviour {
  /** An id that does not exist: "则会返回错误信息" (an error) in the documentation, an empty list when it was tried. */
  qingCloudMissing: 'empty' | 'error';
  /** "iaas bug? slice contain nil", says the cloud controller: whether a null stands among the rows. */
  qingCloudNulls: boolean;
  /** The order of jobs is not documented. */
  qingCloudJobOrder: 'newest-first' | 'oldest-first';
  /** Clusters asked for without a status: all ("返回你所拥有的所有集群"), or only active ones, like app versions. */
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
