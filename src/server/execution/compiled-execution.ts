import type { BaseContext, GraphQLRequestListener } from '@apollo/server';
import { type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { FormatError } from '../mask.js';
import { createCompiler } from './compile.js';
import { keepSubscription } from './subscription-slot.js';
import { toResponse } from './response.js';

/** Makes Apollo Server execute operations as compiled functions. What cannot be compiled is left to graphql-js. */
export function compiledExecution(
  schema: GraphQLSchema,
  formatError: FormatError,
): Pick<GraphQLRequestListener<BaseContext>, 'responseForOperation'> {
  const compile = createCompiler(schema);
  return {
    responseForOperation: async (requestContext) => {
      const { contextValue, document, operation, request } = requestContext;
      if (isSubscription(operation)) {
        const { operationName, variables = {} } = request;
        return toResponse(keepSubscription(contextValue, { document, operationName, variables }), formatError);
      }
      const result = await compile(document, operation)?.run(contextValue, request.variables ?? {});
      if (result === undefined) return null;
      // Plugins find the errors here, as after an execution by Apollo Server.
      if (result.errors) Object.assign(requestContext, { errors: result.errors });
      return toResponse(result, formatError);
    },
  };
}

/** Apollo Server's type leaves out that an unknown operation name gives no operation. */
function isSubscription(operation: OperationDefinitionNode | undefined): boolean {
  return operation?.operation === OperationTypeNode.SUBSCRIPTION;
}
