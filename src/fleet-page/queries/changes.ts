import {
  FleetJobFragmentDoc,
  type FleetJobFilter,
  type FleetJobFragment,
  TypedDocumentString,
} from '../generated/graphql.js';

interface FleetChanges {
  readonly clusterJobChanges: { readonly cursor: string; readonly job: FleetJobFragment };
}

export const FleetChangesDocument = new TypedDocumentString<
  FleetChanges,
  { readonly filter: FleetJobFilter; readonly after: string | undefined }
>(`${FleetJobFragmentDoc.toString()}
subscription FleetChanges($filter: FleetJobFilter, $after: String) {
  clusterJobChanges(filter: $filter, after: $after) { cursor job { ...FleetJob } }
}`);
