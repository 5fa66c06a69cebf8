import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Config } from '../../config/config.js';
import { predictCost, type Cost } from './cost.js';
import { planQuery, type QueryPlan } from './plan.js';

const DEFAULT_PAGE = 20;
const DONE = Promise.resolve();

/** Rejects queries whose cost, with their variables, is above the limits, before anything is executed. */
export function costPlugin({ limits, accounts }: Pick<Config, 'limits' | 'accounts'>): ApolloServerPlugin {
  const plans = new WeakMap<OperationDefinitionNode, QueryPlan>();
  const sizes = {
    page: Math.min(DEFAULT_PAGE, limits.pageSize),
    largestPage: limits.pageSize,
    accounts: accounts.length,
  };

  const listener = Promise.resolve<GraphQLRequestListener<BaseContext>>({
    didResolveOperation: ({ schema, document, operation, request }) => {
      // graphql-js reports an unknown operation name.
      if (operation === undefined) return DONE;
      let plan = plans.get(operation);
      if (!plan) plans.set(operation, (plan = planQuery(schema, document, operation)));
      rejectAbove(limits, predictCost(plan, { ...sizes, variables: request.variables ?? {} }));
      return DONE;
    },
  });
  return { requestDidStart: () => listener };
}

function rejectAbove(limits: Config['limits'], { cost, references }: Cost): void {
  if (references > limits.references) {
    throw tooMuch(
      `The query has ${references} different references (representations); the limit is ${limits.references}.`,
    );
  }
  if (cost > limits.cost) {
    throw tooMuch(
      `The query may ask for ${cost} rows and calls (lists multiplied by their first or last); the limit is ${limits.cost}.`,
    );
  }
}

function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
