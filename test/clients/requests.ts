import { onTestFinished, vi } from 'vitest';

interface Variables {
  readonly after?: string | null;
  readonly cursor?: string | null;
}

/** One page as it came from the server. */
export interface Received {
  readonly variables: Variables;
  readonly rows: number | null;
  readonly hasNextPage: boolean | null;
}

interface List {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/**
 * Records every page that clients in this process receive, until the test is over. `alter` may change the variables of a
 * request, by its number.
 */
export function recordPages(alter: (variables: Variables, number: number) => Variables = (same) => same): Received[] {
  const received: Received[] = [];
  const { fetch } = globalThis;
  let number = 0;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const request = JSON.parse(init?.body as string) as { variables: Variables };
    const variables = alter(request.variables, number++);
    const response = await fetch(url, { ...init, body: JSON.stringify({ ...request, variables }) });
    const { data } = (await response.clone().json()) as { data?: { clusterJobs?: List | null } | null };
    const list = data?.clusterJobs;
    const rows = list ? (list.nodes ?? list.edges ?? []).length : null;
    received.push({ variables, rows, hasNextPage: list?.pageInfo.hasNextPage ?? null });
    return response;
  });
  onTestFinished(() => {
    spy.mockRestore();
  });
  return received;
}
