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

/** Which jobs are wanted: the schema has more to filter by. */
export interface Filter {
  readonly createdAfter?: string;
}

type ReadAllJobs = (endpoint: string, filter: Filter) => Promise<readonly Job[]>;

const DAY_MS = 86_400_000;

/** Where `npm start` answers. */
const ENDPOINT = 'http://localhost:4000/graphql';

/** Prints the jobs of the last 24 hours, one a line: what `node examples/clients/….ts [ENDPOINT]` does. */
export async function print(readAllJobs: ReadAllJobs): Promise<void> {
  const createdAfter = new Date(Date.now() - DAY_MS).toISOString();
  const jobs = await readAllJobs(process.argv[2] ?? ENDPOINT, { createdAfter });
  for (const { createdAt, status, action, clusters } of jobs) {
    const names = clusters.map(({ name, nativeId }) => name ?? nativeId).join(', ');
    process.stdout.write(`${createdAt ?? 'not started'}  ${status ?? '?'}  ${action ?? '?'}  ${names}\n`);
  }
}
