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

describe('a reader who has never seen these clouds', () => {
  it('finds a description at every type, field, argument, enum value and input field', () => {
    expect(everything.filter(({ description }) => !description?.trim()).map(({ path }) => path)).toEqual([]);
  });

  it('finds whole sentences', () => {
    const fragments = everything.filter(({ description }) => !/^[A-Z`][^]*\.$/.test(description ?? ''));
    expect(fragments.map(({ path, description }) => `${path}: ${description}`)).toEqual([]);
  });

  it('learns of every nullable output when it is null', () => {
    const silent = [
      'failureReason',
      'finishedAt',
      'progress',
      'nativeId',
      'since',
      'totalCount',
      'engine',
      'nodeCount',
    ];
    const told = everything.filter(({ description }) => description?.includes('`null`')).map(({ path }) => path);
    expect(silent.filter((field) => !told.some((path) => path.endsWith(`.${field}`)))).toEqual([]);
  });
});
