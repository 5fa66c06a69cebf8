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

/** By the nodes of a field, which live as long as what was compiled of their document. */
const known = new WeakMap<Fields, Map<string, Fields>>();

/** Where a field is selected of the type that is being resolved, fragments opened. */
export function selectionsOf(type: string, name: string, info: GraphQLResolveInfo): Fields {
  return kept(`${type}.${name}`, info, () => {
    const { fields, isFixed } = readSelection(type, info);
    return { fields: fields.filter((field) => field.name.value === name), isFixed };
  });
}

/** Whether anything but these fields is selected of the type that is being resolved. */
export function selectsMoreThan(names: ReadonlySet<string>, type: string, info: GraphQLResolveInfo): boolean {
  return kept(type, info, () => readSelection(type, info)).some((field) => !names.has(field.name.value));
}

interface Selected {
  readonly fields: Fields;
  /** No condition decides about them: they are the same every time. */
  readonly isFixed: boolean;
}

/** What is the same for all rows and every time is read once; of the same nodes it is always the same list. */
function kept(key: string, { fieldNodes }: GraphQLResolveInfo, read: () => Selected): Fields {
  let byKey = known.get(fieldNodes);
  const selected = byKey?.get(key);
  if (selected) return selected;
  const { fields, isFixed } = read();
  if (!isFixed) return fields;
  if (!byKey) known.set(fieldNodes, (byKey = new Map<string, Fields>()));
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
      // Once is enough, and fragments that spread each other twice would double with each level.
      opened.add(selection.name.value);
      fragment = fragments[selection.name.value];
    }
    const condition = fragment?.typeCondition?.name.value;
    // A fragment on another type says nothing of this one.
    if (condition === undefined || condition === type || condition === '_Entity') open(fragment?.selectionSet);
  };
  for (const { selectionSet } of fieldNodes) open(selectionSet);
  return { fields, isFixed };
}
