import type { Random } from '../random.js';
import { TEAMS } from '../teams.js';
import type { App } from './apps.js';
import type { QingCloudCluster } from './state.js';
import { toId } from './ids.js';

const STAGES = ['prod', 'prod', 'stage', 'test', 'dev'] as const;
const OWNERS = ['usr-NzTfAWek', 'usr-pQ81xLsd', 'usr-Hc0vR2mB'] as const;

/** When a cluster begins and ends. */
export interface Life {
  readonly createdAt: number;
  readonly endsAt: number;
  /** The provider's word for it, once it is ready or gone. */
  readonly status: string;
}

export function createCluster(random: Random, app: App, index: number, life: Life): QingCloudCluster {
  const version = random.pick(app.versions);
  const isChanging = life.status === 'active' && random.chance(0.15);
  return {
    id: toId(random, 'cl', 8),
    name: `${toShortName(app)}-${random.pick(TEAMS)}-${random.pick(STAGES)}-${String(index + 1).padStart(2, '0')}`,
    readyAt: life.createdAt + random.integer(120, 200) * 1000,
    ...life,
    engine: app.name,
    engineVersion: version.name,
    nodeCount: random.pick([1, 3, 3, 3, 5, 7]),
    action: isChanging ? random.pick(['updating', 'starting', 'stopping']) : '',
    app,
    version,
    owner: random.pick(OWNERS),
    vxnetId: toId(random, 'vxnet', 7),
  };
}

/** Active, but for the few that are stopped or, unpaid, suspended. */
export function toLivingStatus(index: number): string {
  if (index % 8 === 2) return 'stopped';
  return index % 14 === 6 ? 'suspended' : 'active';
}

function toShortName(app: App): string {
  return app.name.split(' ', 1).join('').toLowerCase();
}
