import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';
import fieldWords from './eslint/field-words.js';

// graphql-eslint builds a schema with @link by a form of buildSubgraphSchema that is no more; without the link, and with
// the directives spelled out, it builds a plain one.
const federationDirectives = `
  directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION
  directive @listSize(
    assumedSize: Int
    slicingArguments: [String!]
    sizedFields: [String!]
    requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION
  directive @tag(name: String!) repeatable on OBJECT | UNION | FIELD_DEFINITION | INPUT_FIELD_DEFINITION
`;

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'src/generated/',
      'src/domain/generated/',
      'src/fleet-page/generated/',
      'examples/clients/typed/generated/',
      'examples/clients/relay/__generated__/',
      'node_modules/',
      'coverage/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A number in a template literal reads well and cannot go wrong.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'],
    plugins: { jobgraph: { rules: { 'field-words': fieldWords } } },
    rules: { 'jobgraph/field-words': 'error' },
  },
  {
    // An SQL dialect is a term of the field.
    files: ['src/store/**/*.ts', 'test/store/**/*.ts'],
    rules: { 'jobgraph/field-words': ['error', { allowed: ['dialect'] }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/simulator/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'AssignmentExpression[left.type="MemberExpression"] > :matches(ArrowFunctionExpression, FunctionExpression).right',
          message:
            'V8 puts a function that is written where a property is assigned among the old objects, and with it all that ' +
            'it can reach stays until everything is collected: give it a name first. See docs/performance.md.',
        },
      ],
    },
  },
  {
    files: ['schema/**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: ['schema/!(link).graphql', federationDirectives] } },
    },
    rules: {
      ...graphql.configs['flat/schema-relay'].rules,
      // `nodes` beside `edges` is how many clients read a connection, and without `Query.node` there is no `Node`.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['get', 'query', 'list'] },
          'EnumTypeDefinition,EnumTypeExtension': { forbiddenSuffixes: ['Enum'] },
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/no-typename-prefix': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/unique-enum-value-names': 'error',
      '@graphql-eslint/known-type-names': 'error',
      '@graphql-eslint/unique-type-names': 'error',
    },
  },
);
