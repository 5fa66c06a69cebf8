import {
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A selected field, and what stands around it with `@skip` or `@include`. */
interface Selected {
  readonly field: FieldNode;
  readonly conditions: readonly SelectionNode[];
}

/** By the nodes of a field, which live as long as their document: a selection is read once and not for each row. */
const known = new WeakMap<GraphQLResolveInfo['fieldNodes'], Map<string, readonly Selected[]>>();

/** Where a field is selected of the type that is being resolved, fragments opened. */
export function selectionsOf(type: string, name: string, info: GraphQLResolveInfo): readonly FieldNode[] {
  const found = kept(`${type}.${name}`, info, () =>
    selectedOf(type, info).filter(({ field }) => field.name.value === name),
  );
  return found.length === 0 ? NONE : found.filter((selected) => isIncluded(selected, info)).map(({ field }) => field);
}

const NONE: readonly FieldNode[] = [];

/** Whether anything but these fields is selected of the type that is being resolved. */
export function selectsMoreThan(fields: ReadonlySet<string>, type: string, info: GraphQLResolveInfo): boolean {
  return selectedOf(type, info).some(
    (selected) => !fields.has(selected.field.name.value) && isIncluded(selected, info),
  );
}

function selectedOf(type: string, info: GraphQLResolveInfo): readonly Selected[] {
  return kept(type, info, () => readSelection(type, info));
}

function kept(key: string, { fieldNodes }: GraphQLResolveInfo, read: () => readonly Selected[]): readonly Selected[] {
  let byKey = known.get(fieldNodes);
  if (!byKey) known.set(fieldNodes, (byKey = new Map<string, readonly Selected[]>()));
  let selected = byKey.get(key);
  if (!selected) byKey.set(key, (selected = read()));
  return selected;
}

function readSelection(type: string, { fieldNodes, fragments }: GraphQLResolveInfo): readonly Selected[] {
  const open = (set: SelectionSetNode, around: readonly SelectionNode[]): readonly Selected[] =>
    set.selections.flatMap((selection) => {
      const conditions = selection.directives?.length ? [...around, selection] : around;
      if (selection.kind === Kind.FIELD) return [{ field: selection, conditions }];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      // A fragment on another type says nothing of this one.
      const applies = condition === undefined || condition === type || condition === '_Entity';
      return fragment && applies ? open(fragment.selectionSet, conditions) : [];
    });
  return fieldNodes.flatMap(({ selectionSet }) => (selectionSet ? open(selectionSet, []) : []));
}

function isIncluded({ conditions }: Selected, { variableValues }: GraphQLResolveInfo): boolean {
  return conditions.every((node) => {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
    return skip?.['if'] !== true && include?.['if'] !== false;
  });
}
