import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** The size of a query with its fragments expanded. */
export interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields and fragments. They determine the time that planning and compiling take. */
  readonly selections: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0, selections: 0 };

/**
 * Measures the largest operation of a document. Each fragment is measured once, however often it is spread: otherwise the
 * time would grow exponentially with fragments that spread each other twice.
 */
export function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measures = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const measured = measures.get(name);
    if (measured !== undefined) return measured;
    // While the fragment is measured. A fragment that spreads itself is rejected by a rule of graphql-js.
    measures.set(name, NOTHING);
    const fragment = fragments.get(name);
    const result = fragment === undefined ? NOTHING : ofSelections(fragment.selectionSet);
    measures.set(name, result);
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

/** Nested selections. */
function add(inner: Measure, outer: Measure): Measure {
  return {
    depth: inner.depth + outer.depth,
    aliases: inner.aliases + outer.aliases,
    directives: inner.directives + outer.directives,
    selections: inner.selections + outer.selections,
  };
}

/** Neighbouring selections. */
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
