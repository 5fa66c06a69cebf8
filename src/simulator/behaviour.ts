import { HUAWEI_BEHAVIOUR, type HuaweiBehaviour } from './huawei/behaviour.js';

/** How the clouds behave where their documentation leaves it open. Tests change it while the clouds run. */
export interface Behaviour extends HuaweiBehaviour {
  /** Real milliseconds that every answer takes. */
  delayMs: number;
}

export function createBehaviour(changes: Partial<Behaviour>): Behaviour {
  return { delayMs: 0, ...HUAWEI_BEHAVIOUR, ...changes };
}
