// A plugin of graphql-codegen: the reference of a schema, as Markdown.
import { isEnumType, isInputObjectType, isObjectType, isScalarType, isUnionType } from 'graphql';

const OWN_ORDER = [
  'Query',
  'CloudAccount',
  'Cluster',
  'ClusterJob',
  'ClusterJobDetails',
  'CssLogBackup',
  'DwsLogicalClusterTask',
  'GeminiDbTask',
  'QingCloudOperation',
];
const BUILT_IN = new Set(['Boolean', 'Float', 'ID', 'Int', 'String']);

export function plugin(schema) {
  const types = Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('_') && !name.startsWith('link__') && !BUILT_IN.has(name))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name) || (a.name < b.name ? -1 : 1));
  const links = types.map(({ name }) => `[${name}](#${name.toLowerCase()})`);
  return `${HEAD}${links.join(' · ')}\n\n${types.map(describeType).join('\n')}`;
}

const HEAD = `# The schema

All types, fields and arguments, from the descriptions in [schema/](../schema). \`npm run docs:schema\` generates this page:
change the schema, not the page. Example queries are in [recipes/](recipes/README.md).

A field without \`!\` may be \`null\`. If it fails (for example because a provider is down), its error does not affect other
fields. The tags _(native)_, _(internal)_ and _(personal)_ mark fields that
[a variant of the graph](federation.md#variants-for-other-audiences) can leave out.

`;

function placeOf(name) {
  const place = OWN_ORDER.indexOf(name);
  return place < 0 ? OWN_ORDER.length : place;
}

function describeType(type) {
  const head = `## ${type.name}\n\n${kindOf(type)}${text(type.description)}${tagsOf(type)}\n`;
  if (isEnumType(type)) return head + table(['value', 'means'], type.getValues().map(toValueRow));
  if (isUnionType(type)) return `${head}\nOne of: ${type.getTypes().map(typeLink).join(', ')}.\n`;
  if (isScalarType(type)) return head;
  const fields = Object.values(type.getFields());
  if (isInputObjectType(type)) return head + table(['field', 'type', 'means'], fields.map(toFieldRow));
  return (
    head +
    table(
      ['field', 'type', 'means'],
      fields.flatMap((field) => [toFieldRow(field), ...field.args.map(toArgumentRow)]),
    )
  );
}

function kindOf(type) {
  if (isEnumType(type)) return '_Enumeration._ ';
  if (isUnionType(type)) return '_Union._ ';
  if (isScalarType(type)) return '_Scalar._ ';
  if (isInputObjectType(type)) return '_Input._ ';
  return isObjectType(type) && type.name !== 'Query' ? '_Type._ ' : '';
}

const toValueRow = ({ name, description }) => [`\`${name}\``, text(description)];
const toFieldRow = (field) => [`\`${field.name}\``, typeLink(field.type), text(field.description) + tagsOf(field)];
const toArgumentRow = ({ name, type, description }) => [`… \`${name}:\``, typeLink(type), text(description)];

/** What a contract can leave out by name. */
function tagsOf({ astNode }) {
  const tags = astNode?.directives?.filter(({ name }) => name.value === 'tag') ?? [];
  return tags.map((tag) => ` _(${tag.arguments[0].value.value})_`).join('');
}

/** `[ClusterJob!]!`, with a link where the type is described here. */
function typeLink(type) {
  const written = String(type);
  const name = written.replace(/[[\]!]/g, '');
  const escaped = written.replaceAll('[', '\\[').replaceAll(']', '\\]');
  return BUILT_IN.has(name) ? escaped : escaped.replace(name, `[${name}](#${name.toLowerCase()})`);
}

function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `\n${lines.join('\n')}\n`;
}

function text(description) {
  return (description ?? '').replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
