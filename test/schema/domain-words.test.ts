import { isEnumType, isUnionType } from 'graphql';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { CLUSTER_STATUSES, type ClusterStatus } from '../../src/domain/cluster.js';
import { CLUSTER_JOB_STATUSES, type ClusterJobDetails, type ClusterJobStatus } from '../../src/domain/job.js';
import type { CloudProvider } from '../../src/domain/provider.js';
import { PROVIDERS } from '../../src/providers/index.js';
import type * as generated from '../../src/generated/resolvers.js';
import { buildSubgraph, subgraphDocument } from './subgraph.js';

const schema = buildSubgraph(subgraphDocument());

describe('the words of the domain', () => {
  it.each([
    { name: 'CloudProvider', words: PROVIDERS.map(({ provider }) => provider) },
    { name: 'ClusterStatus', words: CLUSTER_STATUSES },
    { name: 'ClusterJobStatus', words: CLUSTER_JOB_STATUSES },
  ])("are the schema's: $name", ({ name, words }) => {
    const type = schema.getType(name);
    expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(words);
  });

  it('have a type for each kind of details in the schema, and no other', () => {
    const kinds: Record<ClusterJobDetails['__typename'], true> = {
      CssLogBackup: true,
      DwsLogicalClusterTask: true,
      GeminiDbTask: true,
      QingCloudOperation: true,
    };
    const type = schema.getType('ClusterJobDetails');
    expect(isUnionType(type) && type.getTypes().map(({ name }) => name)).toEqual(Object.keys(kinds));
  });

  it('equal the generated types', () => {
    expectTypeOf<generated.CloudProvider>().toEqualTypeOf<CloudProvider>();
    expectTypeOf<generated.ClusterStatus>().toEqualTypeOf<ClusterStatus>();
    expectTypeOf<generated.ClusterJobStatus>().toEqualTypeOf<ClusterJobStatus>();
  });
});
