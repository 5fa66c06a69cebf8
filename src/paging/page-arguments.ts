import { BadInputError } from '../domain/errors.js';
import type { Direction } from './sort-key.js';
import type { CursorCodec } from './cursor/codec.js';
import type { CursorState } from './cursor/state.js';

/** The paging arguments of a Relay connection, as a client sent them. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** The paging arguments of a list, and the values they are validated against. */
export interface ArgumentsRequest {
  /**
   * Identifies the list and the meaning of its filter; a cursor of another binding is rejected. Called only for
   * cursors.
   */
  readonly binding: () => string;
  readonly arguments: PageArguments;
  /** `limits.pageSize`. */
  readonly pageSize: number;
  readonly codec: CursorCodec;
}

/** The page that was requested, after validation. */
export interface RequestedPage {
  readonly direction: Direction;
  readonly count: number;
  /** The cursor as given, and its decoded state. Absent: the page begins at the list's end in that direction. */
  readonly cursor?: string | undefined;
  readonly state?: CursorState | undefined;
}

/** The page size if none is given. */
const DEFAULT_SIZE = 20;

/** Validates the arguments before anything is read. Throws a BadInputError that names the argument. */
export function toRequestedPage(request: ArgumentsRequest): RequestedPage {
  const { arguments: pageArguments, pageSize, codec } = request;
  assertCombination(pageArguments);
  const backward = present(pageArguments.last) || present(pageArguments.before);
  const [sizeName, cursorName] = backward ? (['last', 'before'] as const) : (['first', 'after'] as const);
  const count = pageArguments[sizeName] ?? Math.min(DEFAULT_SIZE, pageSize);
  assertSize(sizeName, count, pageSize);
  const cursor = pageArguments[cursorName] ?? undefined;
  const state = cursor === undefined ? undefined : codec.decode(cursor, request.binding());
  if (cursor !== undefined && !state) {
    throw new BadInputError(`Argument "${cursorName}" is not a cursor of this list with this filter.`);
  }
  return { direction: backward ? 'backward' : 'forward', count, cursor, state };
}

/** Pairs of arguments that exclude each other: a page goes in one direction. */
const EXCLUSIVE = [
  ['first', 'last'],
  ['after', 'last'],
  ['before', 'first'],
  ['after', 'before'],
] as const;

function assertCombination(pageArguments: PageArguments): void {
  for (const [name, other] of EXCLUSIVE) {
    if (present(pageArguments[name]) && present(pageArguments[other])) {
      throw new BadInputError(`Argument "${name}" cannot be combined with "${other}".`);
    }
  }
}

function assertSize(name: string, count: number, pageSize: number): void {
  if (count >= 0 && count <= pageSize) return;
  throw new BadInputError(`Argument "${name}" must be between 0 and ${pageSize}, not ${count}.`);
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}
