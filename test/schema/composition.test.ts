import { composeServices as composeWithApollo } from '@apollo/composition';
import {
  composeServices as composeWithHive,
  transformSupergraphToPublicSchema,
} from '@theguild/federation-composition';
import { buildASTSchema, isObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graph/schema.js';
import { AWKWARD } from './awkward.js';
import { fixture } from './subgraph.js';

interface Composed {
  readonly problems: readonly string[];
  readonly supergraphSdl?: string | undefined;
}
type Composer = (services: { name: string; url: string; typeDefs: DocumentNode }[]) => Composed;

const composers: Record<string, Composer> = {
  '@apollo/composition': (services) => {
    const { errors, supergraphSdl } = composeWithApollo(services);
    return { problems: (errors ?? []).map(({ message }) => message), supergraphSdl };
  },
  '@theguild/federation-composition': (services) => {
    const { errors, supergraphSdl } = composeWithHive(services);
    return { problems: (errors ?? []).map(({ message }) => message), supergraphSdl };
  },
};

function service(name: string, typeDefs: DocumentNode) {
  return { name, url: `http://${name}.example/graphql`, typeDefs };
}

const jobgraph = service('jobgraph', parse(readSdl()));
const neighbours = ['billing', 'pipelines', 'ownership'].map((name) => service(name, fixture(`neighbours/${name}`)));

function publicSchema(supergraphSdl: string | undefined): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl ?? '')));
}

function fieldsOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}

describe.each(Object.entries(composers))('%s', (_name, compose) => {
  it('composes the subgraph alone', () => {
    expect(compose([jobgraph]).problems).toEqual([]);
  });

  it.each(neighbours)('composes the subgraph with $name', (neighbour) => {
    expect(compose([jobgraph, neighbour]).problems).toEqual([]);
  });

  it.each(Object.entries(AWKWARD))('composes the subgraph with a neighbour that has %s', (_title, sdl) => {
    expect(compose([jobgraph, service('awkward', parse(sdl))]).problems).toEqual([]);
  });

  it('composes the subgraph with all its neighbours, in any order', () => {
    expect(compose([jobgraph, ...neighbours]).problems).toEqual([]);
    expect(compose([...neighbours, jobgraph].reverse()).problems).toEqual([]);
  });

  it('lets every neighbour add to a cluster, by either key, and to a job and an account', () => {
    const schema = publicSchema(compose([jobgraph, ...neighbours]).supergraphSdl);
    expect(fieldsOf(schema, 'Cluster')).toEqual(
      expect.arrayContaining(['jobs', 'monthlyCost', 'owner', 'displayName']),
    );
    expect(fieldsOf(schema, 'ClusterJob')).toEqual(expect.arrayContaining(['details', 'triggeredBy', 'approvedBy']));
    expect(fieldsOf(schema, 'CloudAccount')).toEqual(expect.arrayContaining(['clusters', 'owner']));
  });

  it("keeps the company's own accounts and jobs apart from the clouds'", () => {
    const schema = publicSchema(compose([jobgraph, ...neighbours]).supergraphSdl);
    expect(fieldsOf(schema, 'Query')).toEqual(
      expect.arrayContaining(['jobs', 'clusterJobs', 'accounts', 'cloudAccounts']),
    );
    expect(fieldsOf(schema, 'Account')).toContain('openedAt');
    expect(fieldsOf(schema, 'Job')).toContain('deploysTo');
  });

  it('fails for a neighbour that cannot be composed', () => {
    const node = parse('type Query { clusters: [String!]! }');
    expect(compose([jobgraph, service('rival', node)]).problems).not.toEqual([]);
  });
});
