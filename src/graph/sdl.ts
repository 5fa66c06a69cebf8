import {
  type DefinitionNode,
  type DocumentNode,
  graphqlSync,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type ScalarTypeDefinitionNode,
  visit,
} from 'graphql';

/** The SDL that a subgraph returns for `_service { sdl }`. */
export function sdlOf(schema: GraphQLSchema): string {
  return toSdl(graphqlSync({ schema, source: '{ _service { sdl } }' }).data?.['_service']);
}

/** The text of a `_service` object. */
export function toSdl(service: unknown): string {
  if (typeof service === 'object' && service !== null && 'sdl' in service) return String(service.sdl);
  throw new Error('The schema has no SDL.');
}

/**
 * The SDL as composers need it: without the fields and types that every subgraph has (`_entities`, `_Any`), and without
 * Federation's unused directives and scalars. Every composer adds them itself, and some fail if they are defined:
 * `mesh-compose` at the first, `@theguild/federation-composition` up to 0.22 at the definition of `@context`.
 */
export function toOwnSdl(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const applied = namesIn(document, Kind.DIRECTIVE);
  const definitions = document.definitions
    .filter((node) => !isOfEverySubgraph(node))
    .filter((node) => node.kind !== Kind.DIRECTIVE_DEFINITION || applied.has(node.name.value));
  const named = namesIn({ ...document, definitions }, Kind.NAMED_TYPE);
  const used = definitions.filter((node) => !isFederationScalar(node) || named.has(node.name.value));
  return print({ ...document, definitions: used });
}

function isOfEverySubgraph(node: DefinitionNode): boolean {
  if (node.kind === Kind.OBJECT_TYPE_EXTENSION) {
    return node.fields?.every((field) => field.name.value.startsWith('_')) ?? false;
  }
  return 'name' in node && node.name.value.startsWith('_');
}

function namesIn(document: DocumentNode, kind: Kind.DIRECTIVE | Kind.NAMED_TYPE): Set<string> {
  const names = new Set<string>();
  visit(document, {
    enter: (node) => {
      if (node.kind === kind) names.add(node.name.value);
    },
  });
  return names;
}

function isFederationScalar(node: DefinitionNode): node is ScalarTypeDefinitionNode {
  return node.kind === Kind.SCALAR_TYPE_DEFINITION && node.name.value.startsWith('federation__');
}
