import type { Secret } from './secret.js';

/** Whether two parts of configurations are the same. Secrets in files are if the files are: their content may change. */
export function isSameConfig(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof URL || b instanceof URL) return a instanceof URL && b instanceof URL && a.href === b.href;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && isSameSecret(a, b);
  const [mine, theirs] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    mine.length === theirs.size && mine.every(([key, value]) => theirs.has(key) && isSameConfig(value, theirs.get(key)))
  );
}

function isSecret(value: object): value is Secret {
  return 'reveal' in value;
}

function isSameSecret(a: Secret, b: Secret): boolean {
  return a.file === b.file && (a.file !== undefined || a.reveal() === b.reveal());
}
