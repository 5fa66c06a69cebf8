import { HUAWEI_BEHAVIOUR, type HuaweiBehaviour } from './huawei/behaviour.js';
import { QINGCLOUD_BEHAVIOUR, type QingCloudBehaviour } from './qingcloud/behaviour.js';

/** How the clouds behave where their documentation leaves it open. Tests change it while the clouds run. */
export interface Behaviour extends HuaweiBehaviour, QingCloudBehaviour {
  /** Real milliseconds that every answer takes. */
  delayMs: number;
}

export function createBehaviour(changes: Partial<Behaviour>): Behaviour {
  return { delayMs: 0, ...HUAWEI_BEHAVIOUR, ...QINGCLOUD_BEHAVIOUR, ...changes };
}
