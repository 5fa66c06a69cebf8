import { Client } from 'undici';

export interface JobsPage {
  readonly nodes: readonly {
    readonly createdAt: string;
    readonly status: string;
    readonly action: string;
    readonly clusters: readonly { readonly nativeId: string }[];
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
    readonly startCursor: string | null;
  };
  readonly unavailable?: readonly { readonly code: string; readonly message: string }[];
}

/** One connection to a GraphQL server. */
export class GraphClient {
  readonly #client: Client;

  constructor(port: number) {
    this.#client = new Client(`http://127.0.0.1:${port}`, { headersTimeout: 60_000 });
  }

  async jobs(query: string, variables: object): Promise<JobsPage> {
    const { body } = await this.#client.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await body.json()) as { data?: { clusterJobs: JobsPage }; errors?: unknown };
    if (!data || errors !== undefined) throw new Error(JSON.stringify(errors));
    const [unavailable] = data.clusterJobs.unavailable ?? [];
    if (unavailable) throw new Error(`${unavailable.code}: ${unavailable.message}`);
    return data.clusterJobs;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
