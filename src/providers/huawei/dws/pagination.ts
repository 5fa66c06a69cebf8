import type { PaginationStyle } from '../../../paging/list/pagination-style.js';

/** The tasks of a cluster's logical clusters. No document gives the largest limit; a service may lower it silently. */
export const TASKS = {
  endpoint: 'dws.listTasks',
  documentation:
    '"offset: Page offset, which starts from 0 (page number minus 1). Range: Greater than or equal to 0." ' +
    '"limit: Size of a single page. Range: Greater than 0."',
  unit: 'page',
  origin: 0,
  limits: { min: 1, max: 1000 },
} as const satisfies PaginationStyle;

/** The clusters of a project. */
export const CLUSTERS = {
  endpoint: 'dws.listClusters',
  documentation:
    '"Querying the Cluster List" has the one query parameter "enterprise_project_id", and returns all clusters.',
  unit: 'whole',
  origin: 0,
  limits: { min: 0, max: 0 },
} as const satisfies PaginationStyle;
