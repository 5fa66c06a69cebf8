import { composeServices as composeWithApollo } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import {
  applyTagFilterOnSubgraphs,
  composeSchemaContract,
  composeServices as composeWithHive,
  transformSupergraphToPublicSchema,
} from '@theguild/federation-composition';
import { type DocumentNode, type GraphQLSchema, buildASTSchema, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readSdl } from '../../src/graph/schema.js';
import { fixture } from './subgraph.js';
import { type Tag, TAGGED, tagsIn } from './tags.js';

interface Service {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}
interface Composed {
  readonly errors?: readonly { readonly message: string }[] | undefined;
  readonly supergraphSdl?: string | undefined;
}

function service(name: string, typeDefs: DocumentNode): Service {
  return { name, url: `http://${name}.example/graphql`, typeDefs };
}

const jobgraph = service('jobgraph', parse(readSdl()));
const neighbours = ['billing', 'pipelines', 'ownership'].map((name) => service(name, fixture(`neighbours/${name}`)));

const composers: Record<string, (services: Service[]) => Composed> = {
  '@apollo/composition': composeWithApollo,
  '@theguild/federation-composition': composeWithHive,
};

const quiet = () => undefined;
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

function supergraphOf({ errors = [], supergraphSdl = '' }: Composed): string {
  expect(errors.map(({ message }) => message)).toEqual([]);
  return supergraphSdl;
}

/** The public schema of a variant of the graph without some tags, as a registry creates it. */
const contracts: Record<string, (services: Service[], exclude: readonly Tag[]) => Promise<GraphQLSchema>> = {
  '@apollo/composition, seen through @apollo/gateway': async (services, exclude) => {
    const filtered = applyTagFilterOnSubgraphs(services, { include: new Set(), exclude: new Set(exclude) });
    const supergraphSdl = supergraphOf(composeWithApollo(filtered));
    const gateway = new ApolloGateway({ supergraphSdl, logger: SILENT });
    const { schema } = await gateway.load();
    await gateway.stop();
    return schema;
  },
  '@theguild/federation-composition': (services, exclude) => {
    const contract = composeSchemaContract(services, { include: new Set(), exclude: new Set(exclude) });
    return Promise.resolve(buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphOf(contract)))));
  },
};

const UNTAGGED = ['Cluster.id', 'Cluster.resourceName', 'Cluster.jobs', 'ClusterJob.action', 'Query.clusterJobs'];

/** Those of the coordinates that a schema still has. */
function shown(schema: GraphQLSchema, coordinates: readonly string[]): string[] {
  return coordinates.filter((coordinate) => {
    const [name = '', field] = coordinate.split('.');
    const type = schema.getType(name);
    if (field === undefined) return type !== undefined;
    return type !== undefined && 'getFields' in type && field in type.getFields();
  });
}

describe('the tags of the subgraph', () => {
  it('are on the documented elements', () => {
    expect(tagsIn(jobgraph.typeDefs)).toEqual(TAGGED);
  });

  it.each(Object.entries(composers))('reach the supergraph by %s', (_name, compose) => {
    const { supergraphSdl = '' } = compose([jobgraph, ...neighbours]);
    // A neighbour has a tag of its own.
    expect(tagsIn(parse(supergraphSdl))).toEqual({ ...TAGGED, internal: [...TAGGED.internal, 'Job.status'].sort() });
  });
});

describe.each(Object.entries(contracts))('a contract by %s', (_name, compose) => {
  it.each<{ exclude: Tag[] }>([
    { exclude: ['internal'] },
    { exclude: ['native'] },
    { exclude: ['personal'] },
    { exclude: ['internal', 'native', 'personal'] },
  ])('leaves out $exclude and nothing else', async ({ exclude }) => {
    const schema = await compose([jobgraph, ...neighbours], exclude);
    const tags = Object.keys(TAGGED) as Tag[];
    // The personal fields are also native: they are inside fields that only one provider has.
    const left = tags.filter((tag) => exclude.includes(tag) || (tag === 'personal' && exclude.includes('native')));
    const kept = tags.filter((tag) => !left.includes(tag)).flatMap((tag) => TAGGED[tag]);
    expect(shown(schema, Object.values(TAGGED).flat())).toEqual(kept);
    expect(shown(schema, UNTAGGED)).toEqual(UNTAGGED);
  });

  it('can be made of the subgraph alone', async () => {
    const schema = await compose([jobgraph], ['internal', 'native', 'personal']);
    const sdl = printSchema(schema);
    expect(sdl).toContain('clusterJobs(');
    expect(sdl).not.toMatch(/^ +(native|account|region|owner)/m);
  });

  it('keeps what a neighbour adds to an account by its id', async () => {
    const schema = await compose([jobgraph, ...neighbours], ['internal']);
    const fields = ['Team.accounts', 'CloudAccount.id', 'CloudAccount.provider', 'CloudAccount.owner'];
    expect(shown(schema, fields)).toEqual(fields);
  });
});
