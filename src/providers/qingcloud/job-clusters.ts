import { parseJsonExactly } from '../../upstream/json.js';
import { fieldOf, toWords } from '../shared/values.js';
import { isNativeId } from '../../domain/ids.js';
import type { WireJob } from './wire.js';

/** Every resource of a job: clusters, nodes, addresses, … */
export function resourceIdsOf(job: WireJob): readonly string[] {
  return unique(toWords(job.resource_ids));
}

/** The clusters of a job, from the first of three fields that names any. */
export function clustersOf(job: WireJob): readonly string[] {
  const named = unique(toWords(fieldOf(job.resources, 'clusters')).filter(isNativeId));
  if (named.length > 0) return named;
  const touched = resourceIdsOf(job).filter(isClusterId);
  return touched.length > 0 ? touched : clustersOfDirective(job.directive);
}

/** The directive contains its sender, so only the cluster ids are returned. */
function clustersOfDirective(directive: unknown): readonly string[] {
  const order = typeof directive === 'string' ? parseJsonExactly(directive) : directive;
  for (const field of ['clusters', 'resource_ids', 'cluster']) {
    const ids = unique(toWords(fieldOf(order, field)).filter(isClusterId));
    if (ids.length > 0) return ids;
  }
  return [];
}

function isClusterId(id: string): boolean {
  return id.startsWith('cl-') && isNativeId(id);
}

function unique(ids: readonly string[]): readonly string[] {
  return ids.length > 1 ? [...new Set(ids)] : ids;
}
