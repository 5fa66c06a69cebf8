import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { formatError } from '../../src/graph/errors.js';
import type { Account } from '../../src/domain/provider.js';
import { createUpstreamError } from '../../src/upstream/errors/error-table.js';

it('the Cosmo configuration in docs/federation.md allows every extension of an upstream error', () => {
  const page = readFileSync(new URL('../../docs/federation.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => parseYaml(block) as Config);
  const [allowed = []] = blocks.flatMap((block) => {
    const fields = block.subgraph_error_propagation?.allowed_extension_fields;
    return fields ? [fields] : [];
  });
  const account: Account = { name: 'search-prod', provider: 'HUAWEI_CSS', region: 'cn-north-4' };
  const error = createUpstreamError('throttled', account, { requestId: 'r1', retryAfterMs: 77_000 });
  // Every property that an error can have is set, so that a new one is missed here.
  expect(Object.values(error)).not.toContain(undefined);

  const { extensions = {} } = formatError({ message: error.message }, error);
  expect([...allowed].sort()).toEqual(Object.keys(extensions).sort());
});

interface Config {
  readonly subgraph_error_propagation?: { readonly allowed_extension_fields?: readonly string[] };
}
