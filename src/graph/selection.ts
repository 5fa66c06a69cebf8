import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Whether anything but these fields is selected of the type that is being resolved. */
export function selectsMoreThan(fields: ReadonlySet<string>, type: string, info: GraphQLResolveInfo): boolean {
  const beyond = (set: SelectionSetNode): boolean =>
    set.selections
      .filter((selection) => isIncluded(selection, info))
      .some((selection) => {
        if (selection.kind === Kind.FIELD) return !fields.has(selection.name.value);
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
        const condition = fragment?.typeCondition?.name.value;
        // A fragment on another type says nothing of this one.
        const applies = condition === undefined || condition === type || condition === '_Entity';
        return fragment !== undefined && applies && beyond(fragment.selectionSet);
      });
  return info.fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && beyond(selectionSet));
}

function isIncluded(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
