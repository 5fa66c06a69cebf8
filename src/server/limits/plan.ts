import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  isLeafType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { readDistinct, readTimes, type Defaults, type Times } from './times.js';

/** The fields of a selection set that have sub-fields. Only these affect the cost that is known without variables. */
export interface Plan {
  readonly fields: FieldPlan[];
  /** Names of the fragments that it spreads. */
  readonly fragments: string[];
}

/** A field with fields of its own. */
export interface FieldPlan {
  /** How many objects it gives. */
  readonly times: Times;
  /** The page sizes of a connection: how many rows a list inside it has. Empty if the arguments give none. */
  readonly page: readonly Times[];
  readonly inner: Plan;
  /** `_entities` only: how many different references it has. */
  readonly references?: Times;
}

/** The plans of an operation and of the document's fragments. */
export interface QueryPlan {
  readonly operation: Plan;
  readonly fragments: ReadonlyMap<string, Plan>;
}

/** Plans an operation's cost. A plan holds for all variables, so it is made once for each document. */
export function planQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): QueryPlan {
  const defaults: Defaults = new Map(
    operation.variableDefinitions?.map((node) => [node.variable.name.value, node.defaultValue]),
  );
  const plan = (set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined | null): Plan => {
    const result: Plan = { fields: [], fragments: [] };
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        result.fragments.push(selection.name.value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const inner = plan(selection.selectionSet, condition ? schema.getType(condition.name.value) : type);
        result.fields.push(...inner.fields);
        result.fragments.push(...inner.fragments);
      } else {
        const field = fieldOf(type, selection.name.value);
        if (field === undefined || isLeafType(getNamedType(field.type))) continue;
        const inner = plan(selection.selectionSet, getNamedType(field.type));
        result.fields.push({ ...sizesOf(selection, field, defaults), inner });
      }
    }
    return result;
  };

  const fragments = new Map<string, Plan>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
    fragments.set(node.name.value, plan(node.selectionSet, schema.getType(node.typeCondition.name.value)));
  }
  return { operation: plan(operation.selectionSet, schema.getRootType(operation.operation)), fragments };
}

function fieldOf(type: GraphQLNamedType | undefined | null, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function sizesOf(node: FieldNode, field: GraphQLField<unknown, unknown>, defaults: Defaults) {
  const argument = (name: string) => node.arguments?.find((candidate) => candidate.name.value === name)?.value;
  const isPaged = field.args.some(({ name }) => name === 'first');
  const sizes = isPaged ? ['first', 'last'].map((name) => readTimes(argument(name), defaults)) : [1];
  const page = sizes.filter((size) => size !== undefined);
  if (field.name === '_entities') {
    const node = argument('representations');
    return { times: readTimes(node, defaults) ?? 0, page, references: readDistinct(node, defaults) ?? 0 };
  }
  return { times: isListType(getNullableType(field.type)) ? listTimes(field.name) : 1, page };
}

function listTimes(name: string): Times {
  if (name === 'cloudAccounts') return 'accounts';
  // Only few sources fail, also for a long page.
  return name === 'unavailable' ? 1 : 'rows';
}
