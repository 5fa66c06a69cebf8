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

/** The paging arguments of a list, and what they are checked against. */
export interface ArgumentsRequest {
  /** Names the list and what its filter means: cursors of another binding are rejected. Only cursors need it. */
  readonly binding: () => string;
  readonly arguments: PageArguments;
  /** `limits.pageSize`. */
  readonly pageSize: number;
  readonly codec: CursorCodec;
}

/** Which page is asked for. */
export interface PageAsked {
  readonly direction: Direction;
  readonly count: number;
  /** The cursor as given, and where it stands; absent: from the list's end in that direction. */
  readonly cursor?: string | undefined;
  readonly position?: CursorState | undefined;
}

/** The page size when none is asked for. */
const DEFAULT_SIZE = 20;

/** Checks the arguments before anything is read. Throws a BadInputError that names the argument. */
export function toPageAsked(request: ArgumentsRequest): PageAsked {
  const { arguments: asked, pageSize, codec } = request;
  assertCombination(asked);
  const backward = present(asked.last) || present(asked.before);
  const [sizeName, cursorName] = backward ? (['last', 'before'] as const) : (['first', 'after'] as const);
  const count = asked[sizeName] ?? Math.min(DEFAULT_SIZE, pageSize);
  assertSize(sizeName, count, pageSize);
  const cursor = asked[cursorName] ?? undefined;
  const position = cursor === undefined ? undefined : codec.decode(cursor, request.binding());
  if (cursor !== undefined && !position) {
    throw new BadInputError(`Argument "${cursorName}" is not a cursor of this list with this filter.`);
  }
  return { direction: backward ? 'backward' : 'forward', count, cursor, position };
}

/** Pages go one way. */
const EXCLUSIVE = [
  ['first', 'last'],
  ['after', 'last'],
  ['before', 'first'],
  ['after', 'before'],
] as const;

function assertCombination(asked: PageArguments): void {
  for (const [name, other] of EXCLUSIVE) {
    if (present(asked[name]) && present(asked[other])) {
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
