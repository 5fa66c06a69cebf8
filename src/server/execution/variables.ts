import {
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  valueFromASTUntyped,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';

export type Values = Readonly<Record<string, unknown>>;

type Checked = { readonly coerced: Values } | { readonly errors: readonly GraphQLError[] };

const MAX_ERRORS = 5;

/**
 * Coerces an operation's variables. `required`: the places where a variable may be null by its own type, because it has
 * a default, and must not be null by the type of the place. graphql-jit does not check these.
 */
export function checkVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  required: readonly VariableNode[],
  given: Values,
): Checked {
  const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: MAX_ERRORS });
  if (errors) return { errors: errors.map(({ message, nodes }) => badInput(message, nodes)) };
  const nulls = required.filter(({ name }) => coerced[name.value] === null);
  if (nulls.length === 0) return { coerced };
  return { errors: nulls.map((node) => badInput(`Variable "$${node.name.value}" must not be null here.`, [node])) };
}

/** The variables as the caller sent them, for compiled code to coerce, with the defaults that compiled code ignores. */
export function withDefaults(definitions: readonly VariableDefinitionNode[], given: Values): Values {
  const values = Object.create(null) as Record<string, unknown>;
  for (const { variable, defaultValue } of definitions) {
    const name = variable.name.value;
    if (Object.hasOwn(given, name)) values[name] = given[name];
    else if (defaultValue) values[name] = valueFromASTUntyped(defaultValue);
  }
  return values;
}

function badInput(message: string, nodes: GraphQLError['nodes'] | readonly VariableNode[]): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}
