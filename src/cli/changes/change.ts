import { isObject, type JsonObject } from '../query/result.js';

/** The selected fields of a job. */
export const JOB_FIELDS = `id nativeId provider account { name } action status nativeStatus createdAt finishedAt progress
  failureReason clusters { resourceName }`;

/** A change as the server sent it, or as two polls of the list show it. */
export interface SeenChange {
  /** Absent where the server has no subscriptions. */
  readonly cursor?: string;
  readonly kind: 'CREATED' | 'STATUS_CHANGED';
  readonly previousStatus: string | null;
  readonly job: JsonObject;
}

export function toSeenChange(value: unknown): SeenChange | undefined {
  if (!isObject(value) || !isObject(value['job'])) return undefined;
  const { cursor, kind, previousStatus, job } = value;
  return {
    ...(typeof cursor === 'string' && { cursor }),
    kind: kind === 'CREATED' ? 'CREATED' : 'STATUS_CHANGED',
    previousStatus: toText(previousStatus),
    job,
  };
}

export function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The `extensions` of the first error. */
export function firstError(errors: readonly unknown[]): { readonly code: string; readonly retryable: boolean } {
  const [error] = errors;
  const extensions = isObject(error) && isObject(error['extensions']) ? error['extensions'] : {};
  return { code: toText(extensions['code']) ?? '', retryable: extensions['retryable'] === true };
}
