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
  separateOperations,
  TypeInfo,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export type Values = Readonly<Record<string, unknown>>;

/** What has to be known of an operation before it is compiled, because graphql-jit gets it wrong. */
export interface OperationPlan {
  /** The operation with its fragments, without the document's other operations and theirs. */
  readonly document: DocumentNode;
  /** The variables that decide about `@skip` and `@include`. */
  readonly conditions: readonly string[];
  /** Where variables stand that may be null and must not be: their default allows it. */
  readonly required: readonly VariableNode[];
  /** It holds what compiled code cannot do: a variable inside of a scalar's literal, or an answer named `__proto__`. */
  readonly isBeyond: boolean;
}

/** Looks through a valid document. Done once for each of its operations. */
export function planOperation(
  schema: GraphQLSchema,
  whole: DocumentNode,
  operation: OperationDefinitionNode,
): OperationPlan {
  const { [operation.name?.value ?? '']: document = whole } = separateOperations(whole);
  const certain = new Set(
    operation.variableDefinitions
      ?.filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );
  const conditions = new Set<string>();
  const required: VariableNode[] = [];
  let isBeyond = false;
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
        if (alias?.value === '__proto__') isBeyond = true;
      },
      Variable(node) {
        const type = types.getInputType();
        if (!type) isBeyond = true;
        else if (isNonNullType(type) && !certain.has(node.name.value)) required.push(node);
      },
    }),
  );
  return { document, conditions: [...conditions], required, isBeyond };
}

/**
 * The document for certain values of its conditions: what they leave out is gone, and so are they. Every node is a new
 * one, because graphql-jit writes into them.
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

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}
