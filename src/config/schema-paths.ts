import type { Path } from './problem.js';

/** The schema of a key, or of a list's items, within a schema. */
export function schemaAt(schema: unknown, step: string | number): unknown {
  if (typeof step === 'number') return valueAt(schema, 'items');
  return valueAt(propertiesOf(schema), step) ?? anyPropertyOf(schema);
}

/** The schema of every key of a mapping whose keys are free. */
function anyPropertyOf(schema: unknown): unknown {
  const patterns = valueAt(schema, 'patternProperties');
  return typeof patterns === 'object' && patterns !== null ? Object.values(patterns)[0] : undefined;
}

/** The keys of a schema, with their schemas. */
export function propertiesOf(schema: unknown): Readonly<Record<string, unknown>> {
  const properties = valueAt(schema, 'properties');
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

/** An own property or a list item; `undefined` if there is none. */
export function valueAt(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? Object.getOwnPropertyDescriptor(value, step)?.value
    : undefined;
}

/** The steps of a JSON pointer, with numbers where the value has a list. */
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
