import relay, { type GraphQLTaggedNode, type OperationType, type ReaderFragment, type Variables } from 'relay-runtime';

/** The artifacts of one list: its first query, and the fragment with its refetch query for further pages. */
export interface Artifacts {
  readonly query: GraphQLTaggedNode;
  readonly fragment: ReaderFragment;
  readonly refetchQuery: GraphQLTaggedNode;
}

interface Connection {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null | undefined };
}

/**
 * Pages through a list without React, as `usePaginationFragment` and its `loadNext` do: the fragment's own query fetches
 * each page, and the store joins the pages.
 */
export async function readPages<List extends Connection>(
  environment: relay.Environment,
  { query, fragment, refetchQuery }: Artifacts,
  variables: Variables,
  select: (data: unknown) => List | null | undefined,
): Promise<List> {
  const operation = relay.createOperationDescriptor(relay.getRequest(query), variables);
  const retained = environment.retain(operation);
  const lookUp = () => {
    const root = environment.lookup(operation.fragment).data;
    const list = select(environment.lookup(relay.getSingularSelector(fragment, root)).data);
    if (!list) throw new Error('The server sent no list.');
    return list;
  };
  try {
    await relay.fetchQuery<OperationType>(environment, query, variables).toPromise();
    for (;;) {
      const list = lookUp();
      const { hasNextPage, endCursor } = list.pageInfo;
      if (!hasNextPage) return list;
      const next = { ...variables, count: 50, cursor: endCursor ?? null };
      await relay.fetchQuery<OperationType>(environment, refetchQuery, next).toPromise();
    }
  } finally {
    retained.dispose();
  }
}
