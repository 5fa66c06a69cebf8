import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';

/**
 * With cumulative temporality, the SDK (3.1) repeats the last value of a gauge's series for ever, although nothing observes
 * it any more: an account that is removed would keep its state. What is exported of a gauge is the same for both.
 */
export function temporalityOf(type: InstrumentType): AggregationTemporality {
  return type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
