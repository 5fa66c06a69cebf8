import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large a query is once its fragments are put in place. */
export interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields and fragments: what reads a query takes time by them. */
  readonly selections: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0, selections: 0 };

/**
 * Measures the largest operation of a document. Each fragment is measured once, however often it is spread: a few
 * fragments that spread each other twice would otherwise take longer than the sun lasts.
 */
export function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const known = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    // Stands in while the fragment is looked at: one that spreads itself is refused by another rule.
    known.set(name, NOTHING);
    const fragment = fragments.get(name);
    const result = fragment === undefined ? NOTHING : ofSelections(fragment.selectionSet);
    known.set(name, result);
    return result;
  };

  const ofSelections = (set: SelectionSetNode | undefined): Measure => {
    const parts = (set?.selections ?? []).map((selection) => {
      const here = { ...NOTHING, directives: selection.directives?.length ?? 0, selections: 1 };
      switch (selection.kind) {
        case Kind.FIELD:
          return add(ofSelections(selection.selectionSet), { ...here, depth: 1, aliases: selection.alias ? 1 : 0 });
        case Kind.INLINE_FRAGMENT:
          return add(ofSelections(selection.selectionSet), here);
        case Kind.FRAGMENT_SPREAD:
          return add(ofFragment(selection.name.value), here);
      }
    });
    return parts.reduce(besides, NOTHING);
  };

  return document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => add(ofSelections(node.selectionSet), { ...NOTHING, directives: node.directives?.length ?? 0 }))
    .reduce(larger, NOTHING);
}

/** What stands inside of each other. */
function add(inner: Measure, outer: Measure): Measure {
  return {
    depth: inner.depth + outer.depth,
    aliases: inner.aliases + outer.aliases,
    directives: inner.directives + outer.directives,
    selections: inner.selections + outer.selections,
  };
}

/** What stands beside each other. */
function besides(a: Measure, b: Measure): Measure {
  return { ...add(a, b), depth: Math.max(a.depth, b.depth) };
}

function larger(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    selections: Math.max(a.selections, b.selections),
  };
}
