import { Kind, print, type ValueNode } from 'graphql';

/**
 * How many objects a field gives: a number; the value of a variable (for a list its length), or a default; one for each
 * account; or one for each row of the list around it.
 */
export type Times = number | 'accounts' | 'rows' | FromVariable;

interface FromVariable {
  readonly variable: string;
  readonly otherwise: Times | undefined;
}

/** The default values of an operation's variables. */
export type Defaults = ReadonlyMap<string, ValueNode | undefined>;

type CountValues = (values: readonly ValueNode[]) => number;

const countAll: CountValues = (values) => values.length;
const countDistinct: CountValues = (values) => new Set(values.map(print)).size;

/** An argument as a number or as the length of a list. `undefined`: it is missing or null. */
export function readTimes(node: ValueNode | undefined, defaults: Defaults): Times | undefined {
  return read(node, defaults, countAll);
}

/** The same, with equal values of a written-out list counted once. */
export function readDistinct(node: ValueNode | undefined, defaults: Defaults): Times | undefined {
  return read(node, defaults, countDistinct);
}

function read(node: ValueNode | undefined, defaults: Defaults, countValues: CountValues): Times | undefined {
  switch (node?.kind) {
    case Kind.INT:
      return Number(node.value);
    case Kind.LIST:
      return countValues(node.values);
    case Kind.VARIABLE: {
      const variable = node.name.value;
      const preset = defaults.get(variable);
      const otherwise = preset?.kind === Kind.VARIABLE ? undefined : read(preset, defaults, countValues);
      return { variable, otherwise };
    }
    case undefined:
    case Kind.NULL:
      return undefined;
    default:
      // GraphQL takes a single value for a list of one.
      return 1;
  }
}
