import type { CloudReply } from '../../service.js';
import type { HuaweiBehaviour } from '../behaviour.js';
import type { RoutedCall } from '../gateway.js';
import { toWhole } from '../query.js';
import { toDwsError } from './errors.js';
import type { DwsState } from './fleet.js';
import { toTaskRow } from './rows.js';
import type { DwsTask } from './tasks.js';

type Call = RoutedCall<DwsState>;

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * "offset: Page offset, which starts from 0 (page number minus 1)"; "limit: Size of a single page. Greater than 0.
 * Default 10". A capped limit shifts every page with it.
 */
export function listTasks({ state, query, clusterId }: Call, behaviour: HuaweiBehaviour): CloudReply {
  const page = toWhole(query.get('offset'), 0);
  const limit = toWhole(query.get('limit'), 10);
  if (!UUID.test(clusterId) || !(page >= 0) || !(limit > 0) || !isOrder(query.get('order'))) {
    return toDwsError(behaviour, 400, 'DWS.0001', 'Incorrect parameters.');
  }
  const timeline = state.timeline(clusterId);
  if (timeline === undefined) {
    return toDwsError(behaviour, behaviour.dwsMissingStatus, 'DWS.0047', 'The cluster does not exist.');
  }
  const size = Math.min(limit, behaviour.dwsLimitCap);
  const { rows, total } = pick(timeline.rows(state.now), query, behaviour, page * size, size);
  const count = behaviour.dwsCount === 'string' ? String(total) : total;
  return { status: 200, body: { logical_cluster_tasks: rows.map((task) => toTaskRow(task, state.now)), count } };
}

/** A page of the matching tasks, from rows with the oldest first. Tasks without a start time count as the youngest. */
function pick(
  all: readonly DwsTask[],
  query: URLSearchParams,
  behaviour: HuaweiBehaviour,
  start: number,
  size: number,
): { rows: readonly DwsTask[]; total: number } {
  const type = query.get('type');
  const name = query.get('logical_cluster_name');
  const isAll = type === null && name === null;
  const matching = isAll ? all : all.filter((task) => (type ?? task.action) === task.action && isNamed(task, name));
  const total = matching.length;
  if (!isNewestFirst(query, behaviour)) return { rows: matching.slice(start, start + size), total };
  const end = Math.max(0, total - start);
  return { rows: matching.slice(Math.max(0, end - size), end).reverse(), total };
}

function isNamed(task: DwsTask, name: string | null): boolean {
  return name === null || task.logicalCluster === name;
}

/** No default order is documented; the example without an order has the older task first. */
function isNewestFirst(query: URLSearchParams, { dwsOrder }: HuaweiBehaviour): boolean {
  return dwsOrder === 'as-requested' && query.get('order_by') === 'startTime' && query.get('order') === 'DESC';
}

function isOrder(order: string | null): boolean {
  return order === null || order === 'ASC' || order === 'DESC';
}
