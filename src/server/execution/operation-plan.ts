import {
  type DirectiveNode,
  type DocumentNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  separateOperations,
  TypeInfo,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Values } from './variables.js';

/** The properties of an operation that graphql-jit handles wrongly, found before it is compiled. */
export interface OperationPlan {
  /** The operation and its fragments, without the document's other operations and their fragments. */
  readonly document: DocumentNode;
  /** Names of the variables in `@skip` and `@include`. */
  readonly conditions: readonly string[];
  /** Variables that are nullable only because they have a default, at places that take no null. */
  readonly required: readonly VariableNode[];
  /** It has a variable inside a custom scalar's literal, or the alias `__proto__`: graphql-jit supports neither. */
  readonly isUnsupported: boolean;
}

/** Plans one operation of a valid document. */
export function planOperation(
  schema: GraphQLSchema,
  all: DocumentNode,
  operation: OperationDefinitionNode,
): OperationPlan {
  const { [operation.name?.value ?? '']: document = all } = separateOperations(all);
  const nonNull = new Set(
    operation.variableDefinitions
      ?.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );
  const conditions = new Set<string>();
  const required: VariableNode[] = [];
  let isUnsupported = false;
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Directive(node) {
        for (const { value } of isCondition(node) ? (node.arguments ?? []) : []) {
          if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
        }
      },
      Field({ alias }) {
        if (alias?.value === '__proto__') isUnsupported = true;
      },
      Variable(node) {
        const type = types.getInputType();
        if (!type) isUnsupported = true;
        else if (isNonNullType(type) && !nonNull.has(node.name.value)) required.push(node);
      },
    }),
  );
  return { document, conditions: [...conditions], required, isUnsupported };
}

/**
 * The document for given values of its conditions: without the selections that they exclude, and without `@skip` and
 * `@include`. Every node is new, because graphql-jit writes into nodes.
 */
export function withoutConditions({ document }: OperationPlan, values: Values): DocumentNode {
  return visit(document, {
    enter(node) {
      const { directives = [] }: { directives?: readonly DirectiveNode[] } = 'directives' in node ? node : {};
      if (!directives.some(isCondition)) return { ...node };
      const skip = getDirectiveValues(GraphQLSkipDirective, { directives }, values);
      const include = getDirectiveValues(GraphQLIncludeDirective, { directives }, values);
      if (skip?.['if'] === true || include?.['if'] === false) return null;
      return { ...node, directives: directives.filter((directive) => !isCondition(directive)) };
    },
  });
}

/** Whether the operation of a document selects a field, itself or in a fragment. */
export function selectsField({ definitions }: DocumentNode): boolean {
  const fragments = new Map<string, SelectionSetNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
  }
  const hasField = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return true;
      return hasField(
        selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value),
      );
    }) === true;
  return definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && hasField(node.selectionSet));
}

export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}
