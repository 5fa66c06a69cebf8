import { randomBytes } from 'node:crypto';
import { FIRST_QUERY } from './first-query.js';
import { type Page, toScript } from './page.js';

const CDN = 'https://embeddable-sandbox.cdn.apollographql.com';

/**
 * Apollo Sandbox, loaded from Apollo's CDN. Its frame passes every query to this page, and this page sends it. So queries
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
    <title>Jobgraph</title>
    <link rel="icon" href="data:," />
    <style nonce="${nonce}">
      body { margin: 0; font-family: system-ui, sans-serif; }
      #offline { padding: 2em; }
      #sandbox { position: absolute; inset: 0; background: white; }
      #sandbox:empty { display: none; }
      iframe { width: 100%; height: 100%; border: 0; }
    </style>
  </head>
  <body>
    <p id="offline">Apollo Sandbox is loaded from the internet. Without access to the internet, use <a href="graphiql">GraphiQL</a>.</p>
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
