import { type HrTime, ValueType } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type CollectionResult,
  DataPointType,
  type HistogramMetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { Resource } from '@opentelemetry/resources';
import type { SeriesAttributes } from './attributes.js';
import type { Instrument } from './instrument-table.js';

interface Series {
  /** For each bucket, and one more for the values above the last bound. */
  readonly counts: number[];
  sum: number;
  min: number;
  max: number;
}

/**
 * A histogram that finds a series by the identity of its attributes. The SDK's own histogram writes the attributes as text
 * for each value, which is most of what a metric costs.
 */
export class Histogram {
  readonly #instrument: Instrument;
  readonly #bounds: readonly number[];
  readonly #series = new Map<SeriesAttributes, Series>();

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    this.#bounds = instrument.buckets ?? [];
  }

  /** Records a value, in the instrument's unit. */
  record(value: number, attributes: SeriesAttributes): void {
    let series = this.#series.get(attributes);
    if (!series) this.#series.set(attributes, (series = this.#emptySeries()));
    let bucket = 0;
    for (const bound of this.#bounds) {
      if (value <= bound) break;
      bucket += 1;
    }
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
    series.min = Math.min(series.min, value);
    series.max = Math.max(series.max, value);
  }

  /** The values recorded since `startTime`. */
  collect(startTime: HrTime, endTime: HrTime): HistogramMetricData {
    const { name, description, unit } = this.#instrument;
    return {
      descriptor: { name, description, unit, valueType: ValueType.DOUBLE },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: [...this.#series].map(([attributes, { counts, sum, min, max }]) => {
        const buckets = { boundaries: [...this.#bounds], counts: [...counts] };
        const count = counts.reduce((total, each) => total + each, 0);
        return { startTime, endTime, attributes, value: { buckets, count, sum, hasMinMax: true, min, max } };
      }),
    };
  }

  #emptySeries(): Series {
    const counts = Array.from({ length: this.#bounds.length + 1 }, () => 0);
    return { counts, sum: 0, min: Infinity, max: -Infinity };
  }
}

/** Gives the histograms to the SDK's readers, in the way that OpenTelemetry has for metrics from elsewhere. */
export class Histograms implements MetricProducer {
  readonly #scope: string;
  readonly #resource: Resource;
  readonly #startTime = now();
  readonly #histograms: Histogram[] = [];

  constructor(scope: string, resource: Resource) {
    this.#scope = scope;
    this.#resource = resource;
  }

  create(instrument: Instrument): Histogram {
    const histogram = new Histogram(instrument);
    this.#histograms.push(histogram);
    return histogram;
  }

  collect(): Promise<CollectionResult> {
    const endTime = now();
    const collected = this.#histograms.map((histogram) => histogram.collect(this.#startTime, endTime));
    const metrics = collected.filter(({ dataPoints }) => dataPoints.length > 0);
    const scopeMetrics = metrics.length === 0 ? [] : [{ scope: { name: this.#scope }, metrics }];
    return Promise.resolve({ resourceMetrics: { resource: this.#resource, scopeMetrics }, errors: [] });
  }
}

/** The time as OpenTelemetry writes it: seconds, and nanoseconds. */
function now(): HrTime {
  const ms = Date.now();
  return [Math.trunc(ms / 1000), (ms % 1000) * 1e6];
}
