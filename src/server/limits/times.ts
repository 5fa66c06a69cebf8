import { Kind, type ValueNode } from 'graphql';

/**
 * How often something is asked for: a number; what a variable holds, unless it holds nothing; once for each account; or
 * as many as the field around it has rows.
 */
export type Times = number | 'accounts' | 'rows' | FromVariable;

interface FromVariable {
  readonly variable: string;
  readonly otherwise: Times | undefined;
}

/** The default values of an operation's variables. */
export type Defaults = ReadonlyMap<string, ValueNode | undefined>;

/** What an argument says, as a number or as the length of a list; `undefined` where it says nothing. */
export function readTimes(node: ValueNode | undefined, defaults: Defaults): Times | undefined {
  switch (node?.kind) {
    case Kind.INT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.length;
    case Kind.VARIABLE: {
      const variable = node.name.value;
      const preset = defaults.get(variable);
      return { variable, otherwise: preset?.kind === Kind.VARIABLE ? undefined : readTimes(preset, defaults) };
    }
    case undefined:
    case Kind.NULL:
      return undefined;
    default:
      // A single value where a list is wanted is a list of one.
      return 1;
  }
}
