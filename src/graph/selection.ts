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

/** The fields that are selected of the type that is being resolved, fragments opened. */
export function fieldsOf(type: string, info: GraphQLResolveInfo): readonly FieldNode[] {
  const open = (set: SelectionSetNode): readonly FieldNode[] =>
    set.selections
      .filter((selection) => isIncluded(selection, info))
      .flatMap((selection) => {
        if (selection.kind === Kind.FIELD) return [selection];
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
        const condition = fragment?.typeCondition?.name.value;
        // A fragment on another type says nothing of this one.
        const applies = condition === undefined || condition === type || condition === '_Entity';
        return fragment && applies ? open(fragment.selectionSet) : [];
      });
  return info.fieldNodes.flatMap(({ selectionSet }) => (selectionSet ? open(selectionSet) : []));
}

/** Whether anything but these fields is selected of the type that is being resolved. */
export function selectsMoreThan(fields: ReadonlySet<string>, type: string, info: GraphQLResolveInfo): boolean {
  return fieldsOf(type, info).some((field) => !fields.has(field.name.value));
}

function isIncluded(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
