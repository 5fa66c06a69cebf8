import { FIRST_QUERY } from './first-query.js';
import { toScript, type Page } from './sandbox.js';

/** A file that the explorer's page loads. */
export interface Asset {
  readonly type: string;
  readonly body: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';

/** GraphiQL, from this process alone: the policy lets the browser load nothing from anywhere else. */
export const GRAPHIQL_PAGE: Page = {
  // The editor sets styles as it works, and its fonts and icons are inside of the style sheet.
  policy: [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Jobgraph</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="/graphiql/workers.js"></script>
    <script src="/graphiql/graphiql.js"></script>
    <script src="/graphiql/start.js"></script>
  </body>
</html>
`,
};

// The editor asks for a worker by a label.
const WORKERS = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_, label) =>
    ({ json: '/graphiql/json-worker.js', graphql: '/graphiql/graphql-worker.js' })[label] ?? '/graphiql/editor-worker.js',
};
`;

const SETTINGS = toScript({
  endpoint: '/graphql',
  title: 'Jobgraph',
  logo: ' ',
  defaultQuery: FIRST_QUERY,
  // Headers hold credentials: they are forgotten with the tab.
  shouldPersistHeaders: false,
});

// No plugins named: GraphiQL's own history then, in the place of a second way to browse the schema.
const START = `YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { ...${SETTINGS}, plugins: undefined });
`;

/** The files of the page, by path. Megabytes: loaded when somebody opens the explorer, not before. */
export async function loadGraphiQL(): Promise<ReadonlyMap<string, Asset>> {
  const { css, js, editorWorkerService, graphqlWorker, jsonWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  return new Map([
    ['/graphiql/graphiql.css', { type: 'text/css; charset=utf-8', body: css }],
    ['/graphiql/workers.js', { type: SCRIPT, body: WORKERS }],
    ['/graphiql/graphiql.js', { type: SCRIPT, body: js }],
    ['/graphiql/start.js', { type: SCRIPT, body: START }],
    ['/graphiql/editor-worker.js', { type: SCRIPT, body: editorWorkerService }],
    ['/graphiql/graphql-worker.js', { type: SCRIPT, body: graphqlWorker }],
    ['/graphiql/json-worker.js', { type: SCRIPT, body: jsonWorker }],
  ]);
}
