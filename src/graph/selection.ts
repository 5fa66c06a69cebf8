import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

type Fields = readonly FieldNode[];

/** Selections by the nodes of their field. The nodes live as long as the compiled operation. */
const cache = new WeakMap<Fields, Map<string, Fields>>();

/** The nodes of a selected field of the resolved type, including those in fragments. */
export function selectionsOf(type: string, name: string, info: GraphQLResolveInfo): Fields {
  return cached(`${type}.${name}`, info, () => {
    const { fields, isFixed } = readSelection(type, info);
    return { fields: fields.filter((field) => field.name.value === name), isFixed };
  });
}

/** Whether any other field of the resolved type is selected. */
export function selectsMoreThan(names: ReadonlySet<string>, type: string, info: GraphQLResolveInfo): boolean {
  return cached(type, info, () => readSelection(type, info)).some((field) => !names.has(field.name.value));
}

interface Selected {
  readonly fields: Fields;
  /** No `@skip` or `@include` applies, so the selection is the same for every request. */
  readonly isFixed: boolean;
}

/** A fixed selection is read once per operation; equal nodes give the same array. */
function cached(key: string, { fieldNodes }: GraphQLResolveInfo, read: () => Selected): Fields {
  let byKey = cache.get(fieldNodes);
  const selected = byKey?.get(key);
  if (selected) return selected;
  const { fields, isFixed } = read();
  if (!isFixed) return fields;
  if (!byKey) cache.set(fieldNodes, (byKey = new Map<string, Fields>()));
  byKey.set(key, fields);
  return fields;
}

function readSelection(type: string, { fieldNodes, fragments, variableValues }: GraphQLResolveInfo): Selected {
  const fields: FieldNode[] = [];
  const opened = new Set<string>();
  let isFixed = true;
  const isIncluded = (node: SelectionNode): boolean => {
    if (!node.directives?.length) return true;
    isFixed = false;
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
    return skip?.['if'] !== true && include?.['if'] !== false;
  };
  const open = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else openFragment(selection);
    }
  };
  const openFragment = (selection: InlineFragmentNode | FragmentSpreadNode): void => {
    let fragment: InlineFragmentNode | FragmentDefinitionNode | undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      fragment = selection;
    } else if (!opened.has(selection.name.value)) {
      // Fragments that spread each other twice would double with each level.
      opened.add(selection.name.value);
      fragment = fragments[selection.name.value];
    }
    const condition = fragment?.typeCondition?.name.value;
    // A fragment on another type selects nothing of this one.
    if (condition === undefined || condition === type || condition === '_Entity') open(fragment?.selectionSet);
  };
  for (const { selectionSet } of fieldNodes) open(selectionSet);
  return { fields, isFixed };
}
