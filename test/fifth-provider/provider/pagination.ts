import type { PaginationStyle } from '../../../src/paging/list/pagination-style.js';

/**
 * The service itself has tokens only. `token-rows.ts` turns them into row numbers, so that is the style; a limit costs no
 * call of its own, because rows that were read are remembered.
 */
export const OPERATIONS: PaginationStyle = {
  endpoint: 'fifth.listOperations',
  documentation: 'made up: "To get the next page, send back nextPageToken. It is absent on the last page."',
  unit: 'row',
  origin: 0,
  limits: { min: 1, max: 1000 },
};

export const CLUSTERS: PaginationStyle = {
  endpoint: 'fifth.listClusters',
  documentation: 'made up: "All clusters at once."',
  unit: 'whole',
  origin: 0,
  limits: [1],
};
