import { GraphQLError, type ValidationRule } from 'graphql';
import type { Limits } from '../../config/config.js';
import { measure, type Measure } from './measure.js';

const WORDS: readonly [keyof Measure, string][] = [
  ['depth', 'levels'],
  ['aliases', 'aliases'],
  ['directives', 'directives'],
  ['selections', 'fields and fragments'],
];

/** Rejects documents that are deeper, or have more aliases, directives or selections, than the limits allow. */
export function sizeRule(limits: Limits): ValidationRule {
  return (context) => ({
    Document(document) {
      const measured = measure(document);
      for (const [key, word] of WORDS) {
        if (measured[key] <= limits[key]) continue;
        const message = `The query has ${measured[key]} ${word}, fragments included; the limit is ${limits[key]}.`;
        context.reportError(new GraphQLError(message));
      }
    },
  });
}
