import type { PaginationStyle } from '../../../paging/list/pagination-style.js';

/** The log-backup jobs of a cluster. */
export const LOG_RECORDS = {
  endpoint: 'css.listLogRecords',
  documentation:
    '"offset: Start value for log query. The default value is 1, indicating that the query starts from the first log ' +
    'record. Value range: 1-1000." "limit: Value range: 1-1000." Older pages name it "start".',
  unit: 'row',
  origin: 1,
  limits: { min: 1, max: 1000 },
  reach: 1000,
} as const satisfies PaginationStyle;

/** The clusters of a project. */
export const CLUSTERS = {
  ...LOG_RECORDS,
  endpoint: 'css.listClusters',
  documentation:
    '"start: Start value of the query. The default value is 1, indicating that the query starts from the first cluster."',
} as const satisfies PaginationStyle;
