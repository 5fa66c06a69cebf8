import { GraphQLError, type ValidationRule } from 'graphql';

/** Tells who asks for a mutation or a subscription that there are none: graphql-js itself first tells when executing. */
export function knownOperationsRule(): ValidationRule {
  return (context) => ({
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      context.reportError(new GraphQLError(`There is no ${node.operation} here, only queries.`, { nodes: node }));
    },
  });
}
