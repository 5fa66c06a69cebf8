import { isEnumType, isInputObjectType, isObjectType, type GraphQLNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSubgraph, ownTypes, subgraphDocument } from './subgraph.js';

interface Described {
  readonly path: string;
  readonly description: string | null | undefined;
}

function parts(type: GraphQLNamedType): Described[] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, description }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map(({ name, description }) => ({
      path: `${type.name}.${name}`,
      description,
    }));
  }
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap((field) => [
      { path: `${type.name}.${field.name}`, description: field.description },
      ...field.args.map(({ name, description }) => ({ path: `${type.name}.${field.name}(${name})`, description })),
    ]);
}

const everything = ownTypes(buildSubgraph(subgraphDocument())).flatMap((type) => [
  { path: type.name, description: type.description },
  ...parts(type),
]);

describe('the descriptions of the schema', () => {
  it('cover every type, field, argument, enum value and input field', () => {
    expect(everything.filter(({ description }) => !description?.trim()).map(({ path }) => path)).toEqual([]);
  });

  it('are whole sentences', () => {
    const fragments = everything.filter(({ description }) => !/^[A-Z`][^]*\.$/.test(description ?? ''));
    expect(fragments.map(({ path, description }) => `${path}: ${description}`)).toEqual([]);
  });

  it('explain when a nullable output is null', () => {
    const nullable = [
      'failureReason',
      'finishedAt',
      'progress',
      'nativeId',
      'since',
      'totalCount',
      'engine',
      'nodeCount',
    ];
    const explained = everything.filter(({ description }) => description?.includes('`null`')).map(({ path }) => path);
    expect(nullable.filter((field) => !explained.some((path) => path.endsWith(`.${field}`)))).toEqual([]);
  });
});
