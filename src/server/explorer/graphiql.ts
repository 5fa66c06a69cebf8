import { FIRST_QUERY } from './first-query.js';
import { type Asset, type Page, SCRIPT, STYLE, toScript } from './page.js';

/**
 * GraphiQL, served from this process alone: its policy forbids the browser to load anything from elsewhere. All links are
 * relative to the page, so that it also works behind a proxy that serves it below a path.
 */
export const GRAPHIQL_PAGE: Page = {
  // The editor sets styles at run time. Its fonts and icons are inside the style sheet.
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
    <link rel="stylesheet" href="graphiql/graphiql.css" />
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="graphiql/workers.js"></script>
    <script src="graphiql/graphiql.js"></script>
    <script src="graphiql/start.js"></script>
  </body>
</html>
`,
};

// The editor requests each worker by a label.
const WORKERS = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_, label) =>
    ({ json: 'graphiql/json-worker.js', graphql: 'graphiql/graphql-worker.js' })[label] ?? 'graphiql/editor-worker.js',
};
`;

const SETTINGS = toScript({
  endpoint: 'graphql',
  title: 'Jobgraph',
  logo: ' ',
  defaultQuery: FIRST_QUERY,
  // Headers hold credentials, so they are not stored.
  shouldPersistHeaders: false,
});

// Without a list of plugins GraphiQL uses its own: the history instead of a second schema browser.
const START = `YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { ...${SETTINGS}, plugins: undefined });
`;

/** The files of the page by name. They are megabytes, so they are loaded when the explorer is first opened. */
export async function loadGraphiQL(): Promise<ReadonlyMap<string, Asset>> {
  const { css, js, editorWorkerService, graphqlWorker, jsonWorker } =
    await import('@graphql-yoga/render-graphiql/graphiql');
  return new Map([
    ['graphiql.css', { type: STYLE, body: css }],
    ['workers.js', { type: SCRIPT, body: WORKERS }],
    ['graphiql.js', { type: SCRIPT, body: js }],
    ['start.js', { type: SCRIPT, body: START }],
    ['editor-worker.js', { type: SCRIPT, body: editorWorkerService }],
    ['graphql-worker.js', { type: SCRIPT, body: graphqlWorker }],
    ['json-worker.js', { type: SCRIPT, body: jsonWorker }],
  ]);
}
