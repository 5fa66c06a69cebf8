import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isUnionType,
  print,
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { ownTypes } from './subgraph.js';

/** The directives that other subgraphs and the router depend on. `@listSize` and the like may change. */
const DIRECTIVES = new Set(['key', 'shareable']);

function directives(nodes: readonly ConstDirectiveNode[] | undefined): string[] {
  return (nodes ?? []).filter((node) => DIRECTIVES.has(node.name.value)).map((node) => print(node));
}

function argumentLine({ name, type, defaultValue }: GraphQLArgument): string {
  return `${name}: ${type.toString()}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
}

function objectLines(type: GraphQLObjectType): string[] {
  const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
  return [
    `type ${type.name}`,
    ...directives(type.astNode?.directives).map((directive) => `type ${type.name} ${directive}`),
    ...fields.map((field) => `${type.name}.${field.name}: ${field.type.toString()}`),
    ...fields.flatMap((field) => field.args.map((argument) => `${type.name}.${field.name}(${argumentLine(argument)})`)),
  ];
}

function typeLines(type: GraphQLNamedType): string[] {
  if (isObjectType(type)) return objectLines(type);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => `input ${type.name}.${argumentLine(field)}`);
  }
  if (isEnumType(type)) return type.getValues().map(({ name }) => `enum ${type.name}.${name}`);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => `union ${type.name} = ${name}`);
  if (isScalarType(type)) return [`scalar ${type.name} ${type.specifiedByURL ?? ''}`];
  throw new Error(`${type.name} is of a kind that the graph does not use.`);
}

/** A schema as a sorted list of facts, one per line. Order and descriptions are ignored when two schemas are compared. */
export function outline(schema: GraphQLSchema): string[] {
  return ownTypes(schema).flatMap(typeLines).sort();
}
