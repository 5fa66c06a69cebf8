import type { SimulatedCluster } from '../../job.js';
import type { CloudReply } from '../../service.js';
import type { RoutedCall } from '../gateway.js';
import { isWithin, toWhole } from '../query.js';
import { toGeminiDbError } from './errors.js';
import type { GeminiDbState } from './fleet.js';
import { toInstanceRow } from './rows.js';

/** Rows from 0, at most 100, newest first. An unknown id is an empty list: there is no path for one instance. */
export function listInstances({ state, query }: RoutedCall<GeminiDbState>): CloudReply {
  const offset = toWhole(query.get('offset'), 0);
  const limit = toWhole(query.get('limit'), 100);
  if (!(offset >= 0) || !isWithin(limit, 1, 100)) return toGeminiDbError(400, 'DBS.200001', 'Parameter error.');
  const matching = state.newestClusters().filter((instance) => isWanted(instance, query));
  const instances = matching.slice(offset, offset + limit).map((instance) => toInstanceRow(state, instance));
  return { status: 200, body: { instances, total_count: matching.length } };
}

function isWanted(instance: SimulatedCluster, query: URLSearchParams): boolean {
  const engine = query.get('datastore_type');
  return (
    matches(instance.id, query.get('id')) &&
    matches(instance.name, query.get('name')) &&
    (engine === null || engine === instance.engine)
  );
}

/** "If the value starts with an asterisk (*), fuzzy search results are returned" for what follows it. */
function matches(text: string, wanted: string | null): boolean {
  if (wanted === null) return true;
  return wanted.startsWith('*') ? text.includes(wanted.slice(1)) : text === wanted;
}
