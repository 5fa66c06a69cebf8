import type { BaseContext, GraphQLRequestListener } from '@apollo/server';
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type InlineFragmentNode,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { isCondition } from '../execution/operation-plan.js';

export interface RootConditionLimit {
  readonly hooks: Pick<GraphQLRequestListener<BaseContext>, 'validationDidStart'>;
  readonly rule: ValidationRule;
}

const DONE = Promise.resolve();

/**
 * Rejects a subscription whose root field depends on a variable, as the GraphQL specification does since September 2025.
 * graphql-js (16.15) has no value for the variable when it validates, and throws. So it gets another document to validate.
 */
export function limitRootConditions(): RootConditionLimit {
  const found = new WeakMap<DocumentNode, DirectiveNode>();
  return {
    hooks: {
      validationDidStart: (requestContext) => {
        const condition = rootConditionOf(requestContext.document);
        if (condition) {
          const document = parse('{ __typename }');
          found.set(document, condition);
          Object.assign(requestContext, { document });
        }
        return DONE;
      },
    },
    rule: (context) => ({
      Document(document) {
        const condition = found.get(document);
        if (!condition) return;
        const message = `@${condition.name.value} at the root of a subscription takes no variable.`;
        context.reportError(new GraphQLError(message, { nodes: condition }));
      },
    }),
  };
}

function rootConditionOf({ definitions }: DocumentNode): DirectiveNode | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const visited = new Set<string>();
  const search = ({ selections }: SelectionSetNode): DirectiveNode | undefined => {
    for (const selection of selections) {
      const condition = selection.directives?.find(
        (directive) => isCondition(directive) && directive.arguments?.some(({ value }) => value.kind === Kind.VARIABLE),
      );
      if (condition) return condition;
      const inner = selection.kind === Kind.FIELD ? undefined : fragmentOf(selection);
      const below = inner && search(inner);
      if (below) return below;
    }
    return undefined;
  };
  const fragmentOf = (selection: FragmentSpreadNode | InlineFragmentNode): SelectionSetNode | undefined => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
    const name = selection.name.value;
    if (visited.has(name)) return undefined;
    visited.add(name);
    return fragments.get(name)?.selectionSet;
  };
  for (const node of definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION || node.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    const condition = search(node.selectionSet);
    if (condition) return condition;
  }
  return undefined;
}
