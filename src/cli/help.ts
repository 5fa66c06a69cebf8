/** Output of `jobgraph --help`. */
export const HELP = `Jobgraph: managed clusters and their jobs at several clouds, as one GraphQL subgraph.

  jobgraph serve     serves the accounts of a configuration file
    --config FILE      default ./jobgraph.config.yaml
    --port N           default 4000; 0 takes any free port
    --host H           default 127.0.0.1
  jobgraph check     makes one harmless call per account and shows which accounts work
    --config FILE
  jobgraph query     runs a query (a file name, the query text, or - for standard input) and prints the result
    --endpoint URL     sends it to a running Jobgraph or a router
    --config FILE      without --endpoint: runs it over the accounts of a configuration file
    --variables JSON   variables of the query; @FILE reads them from a file
    --header NAME:TEXT an HTTP header to send, such as a credential; may be repeated
    --all              reads all pages of the query's one connection; progress goes to standard error
    --output FORMAT    json (default), ndjson (one line per row) or table
  jobgraph watch     prints changes of jobs as they come, until it is stopped
    --endpoint URL, --config FILE, --header NAME:TEXT   as for query
    --filter JSON      a FleetJobFilter; @FILE reads it from a file
    --output FORMAT    table (default) or ndjson (one line per change)
    --interval S       where the server has no store: seconds between two polls, default 10
  jobgraph wait JOB_ID   ends when the job has ended
    --endpoint URL, --config FILE, --header NAME:TEXT   as for query
    --timeout S        gives up after S seconds
    --interval S       seconds between two polls, default 10
  jobgraph sync      fills or refreshes the store once; progress goes to standard error
    --config FILE
  jobgraph forget    deletes what the store has of one account
    --account NAME     configured or not
    --config FILE
  jobgraph schema    prints the subgraph's SDL
  jobgraph demo      serves simulated clouds: no credentials, no network
    --port N
    --host H

  jobgraph --help
  jobgraph --version

Exit status: 0 done; 1 failed, or the result has errors; 2 wrong use or wrong configuration.
Of wait: 0 succeeded; 1 failed; 3 not ended within --timeout; 4 unknown or unreadable.
`;
