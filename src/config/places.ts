import type { Path } from './mistake.js';

/** The schema of a key or an item inside of a schema. */
export function schemaAt(schema: unknown, step: string | number): unknown {
  return typeof step === 'number' ? valueAt(schema, 'items') : valueAt(propertiesOf(schema), step);
}

/** The keys that a schema knows, with their schemas. */
export function propertiesOf(schema: unknown): object {
  const properties = valueAt(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? properties : {};
}

/** An own property, or an item, of whatever may have one. */
export function valueAt(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Object.getOwnPropertyDescriptor(value, step)?.value
    : undefined;
}

/** A JSON pointer as steps, with numbers where the value has a list. */
export function toSteps(pointer: string, value: unknown): Path {
  const steps: (string | number)[] = [];
  let current = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(current) ? Number(key) : key;
    steps.push(step);
    current = valueAt(current, step);
  }
  return steps;
}
