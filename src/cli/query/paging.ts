import { type FieldNode, Kind, parse, print, type SelectionNode, type VariableDefinitionNode, visit } from 'graphql';
import { CommandError } from '../command-error.js';
import type { Connection, QueryDocument } from './document.js';

/** A query that can be asked for any page of its list. */
export interface PagedQuery {
  readonly versions: Versions;
  readonly connection: Connection;
  /** The variable that takes the cursor. */
  readonly variable: string;
  /** Where the walk begins, where the query itself says so. */
  readonly start: string | undefined;
}

/** A query's text with less and less added to it: not every server's lists tell what is missing from them. */
export type Versions = readonly string[];

/** Names of ours in the query and its answer, which the output does not show. */
export const PAGE_KEY = 'jobgraphPage';
export const UNAVAILABLE_KEY = 'jobgraphUnavailable';
const VARIABLE = 'jobgraphAfter';

/** Makes a query pageable: its list's `after` becomes a variable, and what tells of the next page is selected. */
export function toPagedQuery({ document, operation, outer, inner }: QueryDocument): PagedQuery {
  const [connection, ...others] = [...outer, ...inner];
  if (!connection) throw new CommandError('--all follows the pages of a list, and this query has none.');
  if (others.length > 0) {
    throw new CommandError('--all follows the pages of one list, and this query has several. Ask for one at a time.');
  }
  const { field } = connection;
  const valueOf = (name: string) => field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (valueOf('last') ?? valueOf('before')) {
    throw new CommandError('--all goes forward, from the newest row on: leave `last` and `before` out.');
  }
  const first = valueOf('first');
  if (first?.kind === Kind.INT && Number(first.value) < 1) {
    throw new CommandError('--all follows pages that have rows: `first` must be 1 or more.');
  }
  const after = valueOf('after');
  const variable = after?.kind === Kind.VARIABLE ? after.name.value : VARIABLE;
  const isNew = variable === VARIABLE;
  const toText = (more: readonly SelectionNode[]) =>
    print(
      visit(document, {
        Field: {
          leave: (node) => (isSame(node, field) ? withPaging(withSelections(node, more), isNew) : undefined),
        },
        OperationDefinition: {
          leave: (node) =>
            isNew && node.loc === operation.loc
              ? { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), DEFINITION] }
              : undefined,
        },
      }),
    );
  return {
    versions: toVersions(toText),
    connection,
    variable,
    start: after?.kind === Kind.STRING ? after.value : undefined,
  };
}

/** A query whose lists tell what is missing from them, whether or not it asks that itself. */
export function toToldQuery({ document, outer }: QueryDocument): Versions {
  return toVersions((more) =>
    print(
      visit(document, {
        Field: {
          leave: (node) => (outer.some(({ field }) => isSame(node, field)) ? withSelections(node, more) : undefined),
        },
      }),
    ),
  );
}

function toVersions(toText: (more: readonly SelectionNode[]) => string): Versions {
  const told = `${UNAVAILABLE_KEY}: unavailable`;
  const texts = [
    toText(selectionsOf(`{ ${told} { account { name } message retryable } }`)),
    toText(selectionsOf(`{ ${told} { message retryable } }`)),
    toText([]),
  ];
  // A query without lists has one.
  return [...new Set(texts)];
}

/** A field that was rebuilt below keeps its place in the text. */
function isSame(node: FieldNode, field: FieldNode): boolean {
  return node.loc === field.loc;
}

const PAGE = selectionsOf(`{ ${PAGE_KEY}: pageInfo { hasNextPage endCursor } }`);
const DEFINITION = variableOf(`query ($${VARIABLE}: String) { x }`);

/** Syntax that is added is read from text, which is shorter than its tree. */
function selectionsOf(text: string): readonly SelectionNode[] {
  const [definition] = parse(text).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

function variableOf(text: string): VariableDefinitionNode {
  const [definition] = parse(text).definitions;
  const [variable] = definition?.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [];
  if (!variable) throw new Error('It has a variable.');
  return variable;
}

function withSelections(field: FieldNode, more: readonly SelectionNode[]): FieldNode {
  const selections = [...(field.selectionSet?.selections ?? []), ...more];
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function withPaging(field: FieldNode, isNew: boolean): FieldNode {
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'after');
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: VARIABLE } } as const;
  const after = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'after' }, value } as const;
  return { ...withSelections(field, PAGE), ...(isNew && { arguments: [...others, after] }) };
}
