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

/** A list with pages in a query. */
export interface Connection {
  readonly field: FieldNode;
  /** Where it is in the answer. */
  readonly path: readonly string[];
  /** What its rows are called in the answer, where they are asked for. */
  readonly nodesKey: string | undefined;
  readonly edgesKey: string | undefined;
  readonly pageInfoKey: string | undefined;
}

export interface QueryDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The lists that are in no other one. */
  readonly outer: readonly Connection[];
  /** The lists inside of other lists' rows. */
  readonly inner: readonly Connection[];
}

/** Reads a query. Throws a CommandError, of one line, where it is none. */
export function readDocument(text: string): QueryDocument {
  const document = parseLine(text);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation, ...others] = operations;
  if (!operation || others.length > 0) throw new CommandError('The query must hold one operation.');
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const outer: Connection[] = [];
  const inner: Connection[] = [];
  const look = (set: SelectionSetNode, path: readonly string[], found: Connection[]): void => {
    for (const field of fieldsOf(set, fragments)) {
      if (!field.selectionSet) continue;
      const below = [...path, keyOf(field)];
      const connection = toConnection(field, below, fragments);
      if (connection) found.push(connection);
      look(field.selectionSet, below, connection ? inner : found);
    }
  };
  look(operation.selectionSet, [], outer);
  return { document, operation, outer, inner };
}

function parseLine(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: 100_000 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    const where = place ? ` (line ${place.line}, column ${place.column})` : '';
    throw new CommandError(`This is no query: ${error.message}${where}`);
  }
}

function toConnection(
  field: FieldNode,
  path: readonly string[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Connection | undefined {
  if (!field.selectionSet) return undefined;
  const parts = new Map(fieldsOf(field.selectionSet, fragments).map((part) => [part.name.value, keyOf(part)]));
  const [nodesKey, edgesKey, pageInfoKey] = [parts.get('nodes'), parts.get('edges'), parts.get('pageInfo')];
  const isConnection = [nodesKey, edgesKey, pageInfoKey].some((key) => key !== undefined);
  return isConnection ? { field, path, nodesKey, edgesKey, pageInfoKey } : undefined;
}

function keyOf(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}

/** The fields of a selection, those of its fragments included. A fragment that holds itself is looked at once. */
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
