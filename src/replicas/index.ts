export { Replicas, type ReplicasOptions } from './replicas.js';
export type { AccountReader, AccountReaders } from './account-readers.js';
