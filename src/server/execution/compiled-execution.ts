import type { BaseContext, GraphQLRequestListener, HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { FormatError } from '../mask.js';
import { createCompiler } from './compile.js';
import { planOperation, selectsField, withoutConditions } from './operation-plan.js';
import type { ExecutedQuery } from './repeated-queries.js';
import { keepSubscription } from './subscription-slot.js';
import { toResponse } from './response.js';
import { checkVariables } from './variables.js';

/**
 * Makes Apollo Server execute operations as compiled functions. What cannot be compiled is left to graphql-js. `executed`
 * receives the compiled queries by their requests.
 */
export function compiledExecution(
  schema: GraphQLSchema,
  formatError: FormatError,
  executed: WeakMap<HTTPGraphQLRequest, ExecutedQuery>,
): Pick<GraphQLRequestListener<BaseContext>, 'responseForOperation'> {
  const compile = createCompiler(schema);
  return {
    responseForOperation: async (requestContext) => {
      const { contextValue, document, operation, operationName: name, queryHash, request } = requestContext;
      if (isSubscription(operation)) {
        const { operationName, variables = {} } = request;
        const plan = planOperation(schema, document, operation);
        const checked = checkVariables(schema, operation.variableDefinitions ?? [], plan.required, variables);
        if ('errors' in checked) return toResponse(checked, formatError);
        if (!selectsField(withoutConditions(plan, checked.coerced))) return toResponse(NOTHING_SELECTED, formatError);
        return toResponse(keepSubscription(contextValue, { document, operationName, variables }), formatError);
      }
      const result = await compile(document, operation)?.run(contextValue, request.variables ?? {});
      if (result === undefined) return null;
      if (request.http) executed.set(request.http, { document, operation, operationName: name, queryHash });
      // Plugins find the errors here, as after an execution by Apollo Server.
      if (result.errors) Object.assign(requestContext, { errors: result.errors });
      return toResponse(result, formatError);
    },
  };
}

const NOTHING_SELECTED = {
  errors: [
    new GraphQLError('The subscription selects no field, because of @skip or @include at its root.', {
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  ],
};

/** Apollo Server's type leaves out that an unknown operation name gives no operation. */
function isSubscription(operation: OperationDefinitionNode | undefined): boolean {
  return operation?.operation === OperationTypeNode.SUBSCRIPTION;
}
