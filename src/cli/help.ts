/** What `jobgraph --help` prints. */
export const HELP = `Jobgraph: managed clusters and their jobs at several clouds, as one GraphQL subgraph.

  jobgraph serve     serves the accounts of a configuration file
    --config FILE      ./jobgraph.config.yaml without it
    --port N           4000 without it; 0 takes any free one
    --host H           127.0.0.1 without it
  jobgraph check     makes one harmless call per account, and tells what works
    --config FILE
  jobgraph query     asks a query (a file's name, the query itself, or - for standard input), and prints the answer
    --endpoint URL     at a Jobgraph that serves there, or a router; else
    --config FILE      over the accounts of a configuration file
    --variables JSON   the query's variables; @FILE reads them from a file
    --header NAME:TEXT sent along, for credentials; may be repeated
    --all              follows the pages of the query's one list to the end; progress goes to standard error
    --output FORM      json (without it), ndjson (a line for each row) or table
  jobgraph schema    prints the subgraph's SDL
  jobgraph demo      serves simulated clouds: no credentials, no network
    --port N
    --host H

  jobgraph --help
  jobgraph --version

Exit status: 0 done; 1 it did not work, or the answer has errors; 2 wrong use, or mistakes in the configuration.
`;
