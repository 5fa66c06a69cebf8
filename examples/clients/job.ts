/** What these examples ask of a job. */
export interface Job {
  readonly id: string;
  readonly nativeId?: string | null | undefined;
  readonly account: { readonly name: string };
  readonly action?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly createdAt?: string | null | undefined;
  readonly clusters: readonly {
    readonly id: string;
    readonly nativeId: string;
    readonly name?: string | null | undefined;
  }[];
}

/** Where `npm start` answers. */
const ENDPOINT = 'http://localhost:4000/graphql';

/** Prints all jobs, one a line: what `node examples/clients/….ts [ENDPOINT]` does. */
export async function print(readAllJobs: (endpoint: string) => Promise<readonly Job[]>): Promise<void> {
  const jobs = await readAllJobs(process.argv[2] ?? ENDPOINT);
  for (const { createdAt, status, action, clusters } of jobs) {
    const names = clusters.map(({ name, nativeId }) => name ?? nativeId).join(', ');
    process.stdout.write(`${createdAt ?? 'not started'}  ${status ?? '?'}  ${action ?? '?'}  ${names}\n`);
  }
}
