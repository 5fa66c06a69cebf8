import { Kind, parse, print, visit, type FieldNode, type VariableDefinitionNode } from 'graphql';
import { CommandError } from './command-error.js';
import type { Connection, QueryDocument } from './query-document.js';

/** A query that can be asked for any page of its list. */
export interface PagedQuery {
  readonly text: string;
  readonly connection: Connection;
  /** The variable that takes the cursor. */
  readonly variable: string;
  /** Where the walk begins, where the query itself says so. */
  readonly start: string | undefined;
}

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
  const after = field.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (field.arguments?.some(({ name }) => name.value === 'last' || name.value === 'before')) {
    throw new CommandError('--all goes forward, from the newest row on: leave `last` and `before` out.');
  }
  const variable = after?.kind === Kind.VARIABLE ? after.name.value : VARIABLE;
  const isNew = variable === VARIABLE;
  const paged = visit(document, {
    Field: { leave: (node) => (isSame(node, field) ? withPaging(node, isNew) : undefined) },
    OperationDefinition: {
      leave: (node) =>
        isNew && node.loc === operation.loc
          ? { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), DEFINITION] }
          : undefined,
    },
  });
  return {
    text: print(paged),
    connection,
    variable,
    start: after?.kind === Kind.STRING ? after.value : undefined,
  };
}

/** A field that was rebuilt below keeps its place in the text. */
function isSame(node: FieldNode, field: FieldNode): boolean {
  return node.loc === field.loc;
}

const [DEFINITION, PARTS] = ours();

/** The syntax that is added, read from text: it is shorter than its tree. */
function ours(): [VariableDefinitionNode, readonly FieldNode[]] {
  const [definition] = parse(`query Page($${VARIABLE}: String) {
    ${PAGE_KEY}: pageInfo { hasNextPage endCursor }
    ${UNAVAILABLE_KEY}: unavailable { account { name } message retryable }
  }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('This is a query.');
  const [variable] = definition.variableDefinitions ?? [];
  if (!variable) throw new Error('It has a variable.');
  return [variable, definition.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD)];
}

function withPaging(field: FieldNode, isNew: boolean): FieldNode {
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'after');
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: VARIABLE } } as const;
  const after = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'after' }, value } as const;
  const selections = [...(field.selectionSet?.selections ?? []), ...PARTS];
  return {
    ...field,
    ...(isNew && { arguments: [...others, after] }),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
