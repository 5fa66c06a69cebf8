import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { CommandError } from '../command-error.js';

/** A selected connection. */
export interface Connection {
  readonly field: FieldNode;
  /** Its path in the result. */
  readonly path: readonly string[];
  /** The keys of its fields in the result (an alias or the field's name); `undefined` if not selected. */
  readonly nodesKey: string | undefined;
  readonly edgesKey: string | undefined;
  readonly pageInfoKey: string | undefined;
}

export interface QueryDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Connections outside every other connection. */
  readonly topLevel: readonly Connection[];
  /** Connections inside the rows of another one. */
  readonly nested: readonly Connection[];
}

/** Parses a query. Throws a CommandError with one line if it is invalid. */
export function readDocument(text: string): QueryDocument {
  const document = parseLine(text);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation, ...others] = operations;
  if (!operation || others.length > 0) throw new CommandError('The query must contain exactly one operation.');
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const topLevel: Connection[] = [];
  const nested: Connection[] = [];
  const collect = (set: SelectionSetNode, path: readonly string[], found: Connection[]): void => {
    for (const field of fieldsOf(set, fragments)) {
      if (!field.selectionSet) continue;
      const below = [...path, keyOf(field)];
      const connection = toConnection(field, below, fragments);
      if (connection) found.push(connection);
      collect(field.selectionSet, below, connection ? nested : found);
    }
  };
  collect(operation.selectionSet, [], topLevel);
  return { document, operation, topLevel, nested };
}

function parseLine(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: 100_000 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    const where = place ? ` (line ${place.line}, column ${place.column})` : '';
    throw new CommandError(`Invalid query: ${error.message}${where}`);
  }
}

function toConnection(
  field: FieldNode,
  path: readonly string[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Connection | undefined {
  if (!field.selectionSet) return undefined;
  const keys = new Map(fieldsOf(field.selectionSet, fragments).map((child) => [child.name.value, keyOf(child)]));
  const [nodesKey, edgesKey, pageInfoKey] = [keys.get('nodes'), keys.get('edges'), keys.get('pageInfo')];
  const isConnection = [nodesKey, edgesKey, pageInfoKey].some((key) => key !== undefined);
  return isConnection ? { field, path, nodesKey, edgesKey, pageInfoKey } : undefined;
}

function keyOf(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}

/** The fields of a selection set, including those of its fragments. Recursion in fragments ends at the first repetition. */
function fieldsOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: ReadonlySet<string> = new Set(),
): FieldNode[] {
  const expand = (selection: SelectionNode): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, fragments, seen);
    const name = selection.name.value;
    const fragment = fragments.get(name);
    return fragment && !seen.has(name) ? fieldsOf(fragment.selectionSet, fragments, new Set([...seen, name])) : [];
  };
  return set.selections.flatMap(expand);
}
