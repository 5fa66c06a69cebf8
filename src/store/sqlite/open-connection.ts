import type { DatabaseSync } from 'node:sqlite';

const sqlite = loadQuietly();

/** Opens a connection to a file, which is created if it does not exist. Throws an error of Node. */
export function openConnection(file: string): DatabaseSync {
  return new sqlite.DatabaseSync(file);
}

/** Loads `node:sqlite` without the warning of Node 22 that it is experimental, which users cannot act on. */
function loadQuietly() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = ignore;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

function ignore(): void {
  // Nothing else is loaded meanwhile, so no other warning is lost.
}
