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

/** What a subgraph tells of itself. */
export function sdlOf(schema: GraphQLSchema): string {
  const { data } = graphqlSync({ schema, source: '{ _service { sdl } }' });
  const service = data?.['_service'];
  if (typeof service === 'object' && service !== null && 'sdl' in service) return String(service.sdl);
  throw new Error('The schema does not tell its SDL.');
}

/**
 * The SDL with only those of Federation's own directives and scalars that it uses. Composers know them all, and some
 * stumble over the rest: `@theguild/federation-composition` up to 0.22, which `mesh-compose` brings, defines `@context`
 * once more.
 */
export function withoutUnused(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const applied = namesIn(document, Kind.DIRECTIVE);
  const definitions = document.definitions.filter(
    (node) => node.kind !== Kind.DIRECTIVE_DEFINITION || applied.has(node.name.value),
  );
  const named = namesIn({ ...document, definitions }, Kind.NAMED_TYPE);
  const used = definitions.filter((node) => !isFederationScalar(node) || named.has(node.name.value));
  return print({ ...document, definitions: used });
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
