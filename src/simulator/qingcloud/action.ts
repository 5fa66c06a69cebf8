import type { QingCloudBehaviour } from './behaviour.js';
import type { QingCloudState } from './state.js';
import type { Parameters } from './parameters.js';
import { RequestError } from './error-reply.js';

/** The response of one `action` for a zone. Throws a RequestError. */
export type Action = (state: QingCloudState, parameters: Parameters, behaviour: QingCloudBehaviour) => unknown;

/** "如果指定不存在的日志ID … 则会返回错误信息", if the cloud behaves as documented. */
export function requireAll(
  ids: readonly string[],
  exists: (id: string) => boolean,
  { qingCloudMissing }: QingCloudBehaviour,
): void {
  if (qingCloudMissing === 'empty') return;
  const missing = ids.find((id) => !exists(id));
  if (missing !== undefined) throw new RequestError(2100, `ResourceNotFound, resource [${missing}] not found`);
}

/** With a null after the first row, if the cloud has that error. It counts neither in offsets nor in totals. */
export function withNulls<T>(rows: readonly T[], { qingCloudNulls }: QingCloudBehaviour): readonly (T | null)[] {
  return qingCloudNulls ? [...rows.slice(0, 1), null, ...rows.slice(1)] : rows;
}
