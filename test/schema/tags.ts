import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/** The elements with each tag, as schema coordinates. */
export const TAGGED = {
  internal: [
    'CloudAccount.clusters',
    'CloudAccount.name',
    'CloudAccount.region',
    'Cluster.account',
    'ClusterFilter.accounts',
    'ClusterJob.account',
    'FleetJobFilter.accounts',
    'Query.cloudAccount',
    'Query.cloudAccounts',
    'UnavailableSource.account',
  ],
  native: [
    'Cluster.nativeId',
    'Cluster.nativeStatus',
    'ClusterJob.details',
    'ClusterJob.failureReason',
    'ClusterJob.nativeId',
    'ClusterJob.nativeStatus',
    'ClusterJobDetails',
    'CssLogBackup',
    'DwsLogicalClusterTask',
    'GeminiDbTask',
    'QingCloudOperation',
  ],
  personal: ['QingCloudOperation.owner'],
};
export type Tag = keyof typeof TAGGED;

interface Node {
  readonly name: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The elements of a document with `@tag`, by tag. */
export function tagsIn(document: DocumentNode): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const note = ({ directives = [] }: Node, coordinate: string) => {
    for (const { name, arguments: [argument] = [] } of directives) {
      if (name.value !== 'tag' || argument?.value.kind !== Kind.STRING) continue;
      (found[argument.value.value] ??= []).push(coordinate);
    }
  };
  const noteType = (type: Node & { readonly fields?: readonly Node[] | undefined }) => {
    note(type, type.name.value);
    for (const field of type.fields ?? []) note(field, `${type.name.value}.${field.name.value}`);
  };
  visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: noteType,
    [Kind.INPUT_OBJECT_TYPE_DEFINITION]: noteType,
    [Kind.UNION_TYPE_DEFINITION]: noteType,
  });
  for (const coordinates of Object.values(found)) coordinates.sort();
  return found;
}
