import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildASTSchema, isObjectType, Kind, parse, print, visit, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { outline } from './outline.js';
import { readSdl } from '../../src/graph/schema.js';
import { buildSubgraph, fixture, subgraphDocument } from './subgraph.js';

const released = buildSubgraph(fixture('released'));
const current = buildSubgraph(subgraphDocument());

/** Federation's directives change their names when they are imported; no query shows it. */
const NOT_IMPORTED = '@federation__';

async function breakingChanges(before: GraphQLSchema, after: GraphQLSchema): Promise<string[]> {
  const changes = await diff(before, after);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .filter(({ path }) => !path?.startsWith(NOT_IMPORTED))
    .map(({ message }) => message);
}

describe('the surface of the graph', () => {
  it('holds everything that was released, with exactly the types, arguments and keys it had', () => {
    expect(outline(current)).toEqual(expect.arrayContaining(outline(released)));
  });

  it('breaks no query that was valid against the last release', async () => {
    expect(await breakingChanges(released, current)).toEqual([]);
  });

  it('has a comparison with the last release that detects a dropped field', async () => {
    const without = visit(fixture('released'), {
      [Kind.FIELD_DEFINITION]: (node) => (node.name.value === 'failureReason' ? null : undefined),
    });
    expect(await breakingChanges(released, buildSubgraph(without))).toEqual([
      "Field 'failureReason' was removed from object type 'ClusterJob'",
    ]);
    expect(outline(buildSubgraph(without))).not.toEqual(expect.arrayContaining(outline(released)));
  });

  it('leaves free the names that a company graph needs', () => {
    const taken = ['Account', 'Job', 'JobFilter', 'Provider', 'Node'].filter((name) => current.getType(name));
    expect(taken).toEqual([]);
    expect(Object.keys(current.getQueryType()?.getFields() ?? {})).not.toContain('jobs');
    expect(Object.keys(current.getQueryType()?.getFields() ?? {})).not.toContain('node');
  });

  it('shares exactly the four fields of PageInfo', () => {
    const pageInfo = current.getType('PageInfo');
    expect(isObjectType(pageInfo) && Object.keys(pageInfo.getFields())).toEqual([
      'hasNextPage',
      'hasPreviousPage',
      'startCursor',
      'endCursor',
    ]);
  });
});

describe('the link to Federation', () => {
  const links = subgraphDocument().definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );

  it('is v2.9, the newest that both composers accept', () => {
    expect(links.map(print)).toEqual([expect.stringContaining('"https://specs.apollo.dev/federation/v2.9"')]);
  });

  it('imports the directives that are used, and no others', () => {
    const used = new Set<string>();
    visit(subgraphDocument(), {
      [Kind.DIRECTIVE]: (node) => {
        used.add(`@${node.name.value}`);
      },
    });
    const imported =
      links
        .map(print)
        .join('')
        .match(/"@\w+"/g) ?? [];
    const own = [...used].filter((name) => name !== '@link' && name !== '@specifiedBy');
    expect(imported.map((name) => name.slice(1, -1)).sort()).toEqual(own.sort());
  });

  it("prints those of Federation's directives and scalars that are used, and no others", () => {
    const own = /^(?:directive @|scalar )(?:federation__|link__)?(\w+)/gm;
    const defined = [...readSdl().matchAll(own)].map(([, name]) => name).sort();
    expect(defined).toEqual(['DateTime', 'FieldSet', 'Import', 'key', 'link', 'listSize', 'shareable', 'tag']);
  });

  it('prints no fields and types that every subgraph has', () => {
    expect(readSdl()).not.toMatch(/_entities|_Entity|_Any|_service|_Service/);
  });

  it('can be built again from its printed SDL', () => {
    expect(outline(buildASTSchema(parse(readSdl())))).toEqual(outline(current));
  });
});
