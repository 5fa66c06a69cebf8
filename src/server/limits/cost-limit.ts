import type { BaseContext, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Config } from '../../config/config.js';
import { countDistinct, predictCost, type Sizes } from './cost.js';
import { planQuery, type QueryPlan } from './plan.js';

const DEFAULT_PAGE = 20;
const DONE = Promise.resolve();

/** Rejects queries whose cost, with their variables, is above the limits, before anything is executed. */
export function limitCost({
  limits,
  accounts,
}: Pick<Config, 'limits' | 'accounts'>): Pick<GraphQLRequestListener<BaseContext>, 'didResolveOperation'> {
  const plans = new WeakMap<OperationDefinitionNode, QueryPlan>();
  const sizes = {
    page: Math.min(DEFAULT_PAGE, limits.pageSize),
    largestPage: limits.pageSize,
    accounts: accounts.length,
  };
  return {
    didResolveOperation: ({ schema, document, operation, request }) => {
      // graphql-js reports an unknown operation name.
      if (operation === undefined) return DONE;
      let plan = plans.get(operation);
      if (!plan) plans.set(operation, (plan = planQuery(schema, document, operation)));
      rejectAbove(limits, plan, { ...sizes, variables: request.variables ?? {} });
      return DONE;
    },
  };
}

function rejectAbove(limits: Config['limits'], plan: QueryPlan, sizes: Sizes): void {
  const { cost, references } = predictCost(plan, sizes);
  // Comparing references with each other takes longer than resolving them, so they are first only counted.
  if (references > limits.references) rejectReferences(limits, predictCost(plan, sizes, countDistinct).references);
  if (cost > limits.cost) {
    throw tooMuch(
      `The query may request ${cost} rows and calls (lists multiplied by their first or last); the limit is ${limits.cost}.`,
    );
  }
}

function rejectReferences(limits: Config['limits'], different: number): void {
  if (different <= limits.references) return;
  throw tooMuch(
    `The query has ${different} different references (representations); the limit is ${limits.references}.`,
  );
}

function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
