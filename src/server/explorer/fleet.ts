import { readBuiltFile } from '../built-files.js';
import { type Asset, type Page, SCRIPT, STYLE } from './page.js';

/**
 * The fleet page, served from this process alone. Its program sets no style and no script as text, so the policy allows
 * nothing inline. All links are relative to the page, so that it also works behind a proxy that serves it below a path.
 */
export const FLEET_PAGE: Page = {
  policy: [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Fleet · Jobgraph</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="fleet/fleet.css" />
    <script type="module" src="fleet/fleet.js"></script>
  </head>
  <body>
    <noscript>The fleet page needs JavaScript. In a terminal, use <code>jobgraph query</code>.</noscript>
    <div id="fleet"></div>
  </body>
</html>
`,
};

/** The files of the page by name. They are loaded when the page is first opened. */
export async function loadFleetPage(): Promise<ReadonlyMap<string, Asset>> {
  const types = { 'fleet.js': SCRIPT, 'fleet.css': STYLE, 'licenses.txt': 'text/plain; charset=utf-8' };
  const assets = Object.entries(types).map(
    async ([name, type]) => [name, { type, body: await readBuiltFile(name) }] as const,
  );
  return new Map(await Promise.all(assets));
}
