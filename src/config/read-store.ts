import type { Static } from 'typebox';
import type { ProblemList } from './check.js';
import type { StoreConfig } from './config.js';
import { type File, store } from './schema.js';
import { POSTGRES_URL, toSecret } from './values.js';

/** Reads the location of the store, or reports that there is none or two. */
export function readStore(entry: Static<typeof File>['store'], list: ProblemList): StoreConfig | undefined {
  if (entry === undefined) return undefined;
  const { sqlite, postgres, ...given } = entry;
  const settings = { ...store.defaults, ...given };
  const report = (path: string) => (message: string) => {
    list.problems.push({ path, message });
  };
  if (sqlite !== undefined && postgres === undefined) return { ...settings, kind: 'sqlite', file: sqlite };
  if (postgres !== undefined && sqlite === undefined) {
    return { ...settings, kind: 'postgres', url: toSecret(postgres, report('store.postgres'), POSTGRES_URL) };
  }
  report('store')(sqlite === undefined ? 'needs sqlite or postgres' : 'has sqlite and postgres; give one of them');
  return undefined;
}
