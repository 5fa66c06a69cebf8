import { describe, expect, it } from 'vitest';
import { ListFault } from '../../src/paging/errors.js';
import type { Direction } from '../../src/paging/sort-key.js';
import { runs } from '../support/long.js';
import { LISTS } from './styles.js';
import { type ServiceFault, SERVICE_FAULTS } from './service-faults.js';
import { MovingList } from './moving-list.js';
import { walkAll } from './walking.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const SIZE = 137;
/** The maximum number of calls for one page, for any fault of the service. */
const MOST_CALLS = 100;

const NAMES = ['CSS jobs', 'CSS clusters', 'DWS tasks', 'DWS clusters', 'GeminiDB jobs', 'QingCloud jobs'];

function faultyListOf(name: string, fault: ServiceFault): { list: MovingList; keys: string[] } {
  const options = LISTS[name];
  if (!options) throw new Error(name);
  const list = new MovingList(name, options);
  for (let index = 0; index < SIZE; index++) list.insert(NOW - 20 * 86_400_000 + Math.floor(index / 1.2) * 60_000);
  const keys = list.rows.map(({ identity }) => `${name}/${identity}`);
  fault.apply(list);
  return { list, keys };
}

async function outcomeOf(name: string, fault: ServiceFault, direction: Direction, pageSize: number) {
  const { list, keys } = faultyListOf(name, fault);
  let costliest = 0;
  let counted = 0;
  const between = () => {
    costliest = Math.max(costliest, list.calls.length - counted);
    counted = list.calls.length;
  };
  const now = () => NOW;
  const setting = { lists: [list], direction, pageSize: () => pageSize, now, stopsAtFailure: true, between };
  let seen: string[] | string;
  try {
    seen = (await walkAll(setting, SIZE + 20)).seen.map(({ key }) => key).sort();
  } catch (error) {
    if (!(error instanceof ListFault)) throw error;
    seen = error.code;
  }
  between();
  return { seen, truth: keys.sort(), costliest };
}

describe.each(NAMES)(
  '%s: a service that violates its documentation causes more calls or an error, never a lost row',
  (name) => {
    it.each(Object.entries(SERVICE_FAULTS))('%s', async (_, fault) => {
      for (const direction of ['forward', 'backward'] as const) {
        for (const pageSize of runs([7, 20], [1, 7, 20, 50])) {
          const { seen, truth, costliest } = await outcomeOf(name, fault, direction, pageSize);
          if (fault.outcome === 'whole' || typeof seen !== 'string')
            expect(seen, `${direction} ${pageSize}`).toEqual(truth);
          else expect(seen).toBe('UPSTREAM_INVALID');
          expect(costliest, `${direction} ${pageSize}`).toBeLessThanOrEqual(MOST_CALLS);
        }
      }
    });
  },
);
