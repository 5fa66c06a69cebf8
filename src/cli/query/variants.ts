import { type FieldNode, Kind, parse, print, type SelectionNode, type VariableDefinitionNode, visit } from 'graphql';
import { CommandError } from '../command-error.js';
import type { Connection, QueryDocument } from './document.js';

/** A query whose connection can be read page by page. */
export interface PagedQuery {
  readonly variants: QueryVariants;
  readonly connection: Connection;
  /** The variable of the `after` argument. */
  readonly variable: string;
  /** The first cursor, if the query has it as a literal. */
  readonly start: string | undefined;
}

/**
 * Texts of one query, from most to least added fields. A router's schema may lack `unavailable` or `account` in it, so
 * the next text is the fallback.
 */
export type QueryVariants = readonly string[];

/** Aliases of the added fields. The output omits them. */
export const PAGE_KEY = 'jobgraphPage';
export const UNAVAILABLE_KEY = 'jobgraphUnavailable';
const VARIABLE = 'jobgraphAfter';

/** Makes a query pageable: `after` becomes a variable, and `pageInfo` and `unavailable` are selected. */
export function toPagedQuery({ document, operation, topLevel, nested }: QueryDocument): PagedQuery {
  const [connection, ...others] = [...topLevel, ...nested];
  if (!connection) throw new CommandError('--all needs a connection, and this query has none.');
  if (others.length > 0) {
    throw new CommandError('--all needs exactly one connection, and this query has several. Query them one by one.');
  }
  const { field } = connection;
  const valueOf = (name: string) => field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (valueOf('last') ?? valueOf('before')) {
    throw new CommandError('--all pages forward: remove `last` and `before`.');
  }
  const first = valueOf('first');
  if (first?.kind === Kind.INT && Number(first.value) < 1) {
    throw new CommandError('--all needs `first` to be 1 or more.');
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
    variants: toVariants(toText),
    connection,
    variable,
    start: after?.kind === Kind.STRING ? after.value : undefined,
  };
}

/** A query with `unavailable` added to its top-level connections. */
export function toUnavailableVariants({ document, topLevel }: QueryDocument): QueryVariants {
  return toVariants((more) =>
    print(
      visit(document, {
        Field: {
          leave: (node) => (topLevel.some(({ field }) => isSame(node, field)) ? withSelections(node, more) : undefined),
        },
      }),
    ),
  );
}

function toVariants(toText: (more: readonly SelectionNode[]) => string): QueryVariants {
  const unavailable = `${UNAVAILABLE_KEY}: unavailable`;
  const texts = [
    toText(selectionsOf(`{ ${unavailable} { account { name } message retryable } }`)),
    toText(selectionsOf(`{ ${unavailable} { message retryable } }`)),
    toText([]),
  ];
  // Without a connection all texts are equal.
  return [...new Set(texts)];
}

/** Whether two nodes are the same field: `visit` copies nodes, but keeps their source location. */
function isSame(node: FieldNode, field: FieldNode): boolean {
  return node.loc === field.loc;
}

const PAGE = selectionsOf(`{ ${PAGE_KEY}: pageInfo { hasNextPage endCursor } }`);
const DEFINITION = variableOf(`query ($${VARIABLE}: String) { x }`);

/** Parses the selections to add. */
function selectionsOf(text: string): readonly SelectionNode[] {
  const [definition] = parse(text).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

function variableOf(text: string): VariableDefinitionNode {
  const [definition] = parse(text).definitions;
  const [variable] = definition?.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [];
  if (!variable) throw new Error('The text defines no variable.');
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
