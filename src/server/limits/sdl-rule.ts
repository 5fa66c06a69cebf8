import { GraphQLError, type ValidationRule } from 'graphql';

/** Keeps `_service { sdl }`, which tells the whole schema, from callers who may not introspect either. */
export function noSdlRule(): ValidationRule {
  return (context) => ({
    Field(node) {
      if (node.name.value !== '_service' || context.getParentType()?.name !== 'Query') return;
      context.reportError(new GraphQLError('The schema is not told here: introspection is off.', { nodes: node }));
    },
  });
}
