import type { Random } from '../random.js';
import { TEAMS } from '../teams.js';

const ROLES = ['core', 'logs', 'events', 'reports', 'archive', 'trace', 'profile'] as const;
const STAGES = ['prod', 'prod', 'prod', 'stage', 'test', 'dev'] as const;

/** A name such as a team would give: `orders-logs-prod-07`. */
export function toClusterName(random: Random, index: number): string {
  const number = String(index + 1).padStart(2, '0');
  return `${random.pick(TEAMS)}-${random.pick(ROLES)}-${random.pick(STAGES)}-${number}`;
}
