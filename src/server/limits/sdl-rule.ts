import { GraphQLError, type ValidationRule } from 'graphql';

/** Rejects `_service { sdl }`, which is the whole schema, for callers who may not introspect. */
export function noSdlRule(): ValidationRule {
  return (context) => ({
    Field(node) {
      if (node.name.value !== '_service' || context.getParentType()?.name !== 'Query') return;
      context.reportError(new GraphQLError('The schema cannot be read: introspection is off.', { nodes: node }));
    },
  });
}
