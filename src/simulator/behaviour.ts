import { HUAWEI_BEHAVIOUR, type HuaweiBehaviour } from './huawei/behaviour.js';
import { QINGCLOUD_BEHAVIOUR, type QingCloudBehaviour } from './qingcloud/behaviour.js';

/** Behaviour that the clouds' documentation leaves open. Tests change it while the clouds run. */
export interface Behaviour extends HuaweiBehaviour, QingCloudBehaviour {
  /** Real milliseconds before every response. */
  delayMs: number;
}

export function createBehaviour(changes: Partial<Behaviour>): Behaviour {
  return { delayMs: 0, ...HUAWEI_BEHAVIOUR, ...QINGCLOUD_BEHAVIOUR, ...changes };
}
