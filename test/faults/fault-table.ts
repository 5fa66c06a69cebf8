import { DATA_FAULTS } from './data-faults.js';
import type { EntryPoint } from './entry-points.js';
import type { Expectation, Row } from './expectations.js';
import type { FaultyProvider } from './served-graph.js';
import { TRANSPORT_FAULTS } from './transport-faults.js';

export type { Row } from './expectations.js';

/** Every fault, and what it means to a caller. */
export const TABLE: readonly Row[] = [...TRANSPORT_FAULTS, ...DATA_FAULTS];

export function expectationOf(
  { expected, except = {} }: Row,
  provider: FaultyProvider,
  entry: EntryPoint,
): Expectation {
  return except[`${provider} ${entry}`] ?? except[provider] ?? except[entry] ?? expected;
}
