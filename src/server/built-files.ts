import { readFile } from 'node:fs/promises';

// The chunks of the build are as deep in `dist` as this file is in `src`.
const FOLDER = new URL('../../dist/fleet-page/', import.meta.url);

/** Reads a file that the build wrote for the fleet page. */
export function readBuiltFile(name: string): Promise<string> {
  return readFile(new URL(name, FOLDER), 'utf8');
}
