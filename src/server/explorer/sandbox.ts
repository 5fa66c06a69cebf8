import { randomBytes } from 'node:crypto';
import { FIRST_QUERY } from './first-query.js';
import { type Page, toScript } from './page.js';

const CDN = 'https://embeddable-sandbox.cdn.apollographql.com';

/**
 * The page at `/`: links to the other pages, and Apollo Sandbox below them, loaded from Apollo's CDN. Without access to the
 * internet the links have the page to themselves. Sandbox's frame passes every query to this page, and this page sends it. So queries
 * come from our own origin, and CORS need not allow another (apollographql/embeddable-explorer, setupSandboxEmbedRelay).
 */
export function sandboxPage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${CDN}`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    'frame-src https://sandbox.embed.apollographql.com',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html: html(nonce), policy };
}

function html(nonce: string): string {
  const settings = {
    target: '#sandbox',
    initialState: { document: FIRST_QUERY, includeCookies: false },
    hideCookieToggle: true,
    endpointIsEditable: false,
    runTelemetry: false,
    allowDynamicStyles: false,
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Jobgraph</title>
    <link rel="icon" href="data:," />
    <style nonce="${nonce}">
      :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
      body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; }
      nav { max-width: 52em; margin: 0 auto; padding: 1em; }
      dt { font-size: 1.2em; font-weight: 600; margin-top: 1.2em; }
      dd { margin: .3em 0 0; line-height: 1.5; }
      #sandbox { flex: 1; position: relative; background: white; }
      #sandbox:empty { display: none; }
      iframe { position: absolute; width: 100%; height: 100%; border: 0; }
      body:has(#sandbox:not(:empty)) {
        nav { margin: 0; padding: .5em 1em; max-width: none; display: flex; gap: 1.5em; align-items: baseline; }
        h1 { font-size: 1em; margin: 0; }
        p, dd { display: none; }
        dl { margin: 0; display: flex; gap: 1.5em; }
        dt { margin: 0; font-size: 1em; font-weight: normal; }
      }
    </style>
  </head>
  <body>
    <nav aria-label="Pages of Jobgraph">
      <h1>Jobgraph</h1>
      <p>The managed clusters of four cloud services, and the jobs that ran on them, as one GraphQL graph. Programs send their queries to <code>graphql</code>, beside this page.</p>
      <dl>
        <dt><a href="fleet">Fleet</a></dt>
        <dd>What runs now, what failed and why: the last 24 hours of every account. Works without the internet.</dd>
        <dt><a href="graphiql">GraphiQL</a></dt>
        <dd>Write queries and read the documentation of the schema. Works without the internet.</dd>
        <dt><a href="#sandbox">Apollo Sandbox</a></dt>
        <dd>Apollo’s editor for queries. It is loaded from the internet and appears here when this browser has access to it.</dd>
      </dl>
    </nav>
    <div id="sandbox"></div>
    <script nonce="${nonce}" src="${CDN}/v2/embeddable-sandbox.umd.production.min.js"></script>
    <script nonce="${nonce}">
      if (window.EmbeddedSandbox) {
        new EmbeddedSandbox({ ...${toScript(settings)}, initialEndpoint: new URL('graphql', location.href).href });
      }
    </script>
  </body>
</html>
`;
}
