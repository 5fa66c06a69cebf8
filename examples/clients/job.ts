/** What these examples select of a job. */
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

/** The jobs to read: the schema has more to filter by. */
export interface Filter {
  readonly createdAfter?: string;
  statuses?: ('PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'UNKNOWN')[];
}

type ReadAllJobs = (endpoint: string, filter: Filter) => Promise<readonly Job[]>;

const DAY_MS = 86_400_000;

/** The address of the server that `npm start` runs. */
const ENDPOINT = 'http://localhost:4000/graphql';

/** Prints the jobs of the last 24 hours, one a line: `node examples/clients/….ts [ENDPOINT]`. */
export async function print(readAllJobs: ReadAllJobs): Promise<void> {
  const createdAfter = new Date(Date.now() - DAY_MS).toISOString();
  const jobs = await readAllJobs(process.argv[2] ?? ENDPOINT, { createdAfter });
  for (const { createdAt, status, action, clusters } of jobs) {
    const names = clusters.map(({ name, nativeId }) => name ?? nativeId).join(', ');
    process.stdout.write(`${createdAt ?? 'not started'}  ${status ?? '?'}  ${action ?? '?'}  ${names}\n`);
  }
}

/**
 * Reports the sources that are missing from the end of a list. They are not empty: when a source is available again, the
 * last page's `endCursor` continues with it.
 */
export function warnOfMissing(unavailable: readonly { readonly message: string }[]): void {
  for (const { message } of unavailable) process.stderr.write(`Some jobs are missing: ${message}\n`);
}
