/** Teams of a company, which name their clusters. */
export const TEAMS = [
  'orders',
  'catalog',
  'payments',
  'search',
  'audit',
  'fraud',
  'pricing',
  'shipping',
  'crm',
  'iot',
] as const;
