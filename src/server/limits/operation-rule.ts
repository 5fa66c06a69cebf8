import { GraphQLError, type ValidationRule } from 'graphql';

/** Rejects, at validation, operations of a kind that the schema does not have. graphql-js would report them only when it executes them. */
export function knownOperationsRule(): ValidationRule {
  return (context) => ({
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      context.reportError(new GraphQLError(`This graph has no ${node.operation}s.`, { nodes: node }));
    },
  });
}
