import { toError } from '../domain/errors.js';
import type { AccountSync } from './account-sync.js';
import type { ScheduledList } from './scheduled-list.js';

export interface ListProgress {
  readonly listsDone: number;
  /** Lists known so far; the cluster list shows the others. */
  readonly lists: number;
  readonly rows: number;
  /** Upstream calls so far. */
  readonly calls: number;
}

/** Reads every list of an account once. Returns the errors of the lists that could not be read. */
export async function syncOnce(
  sync: AccountSync,
  concurrency: number,
  onProgress: (progress: ListProgress) => void,
): Promise<readonly Error[]> {
  const errors: Error[] = [];
  let [listsDone, rows] = [0, 0];
  const readOne = async (list: ScheduledList): Promise<void> => {
    const result = await sync.read(list);
    if (result) rows += result.rows;
    else errors.push(toError(list.lastError));
    onProgress({ listsDone: ++listsDone, lists: sync.lists.length, rows, calls: sync.calls });
  };
  const [clusters] = sync.lists;
  if (clusters) await readOne(clusters);
  const rest = sync.lists.slice(1).values();
  const work = async () => {
    for (const list of rest) await readOne(list);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return errors;
}
