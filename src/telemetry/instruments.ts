import type { Meter, Observable, ObservableGauge } from '@opentelemetry/api';
import type { Histogram, Histograms } from './histogram.js';
import { type Instrument, INSTRUMENTS } from './instrument-table.js';
import { Tally } from './tally.js';

interface Kinds {
  readonly counter: Tally;
  readonly upDownCounter: Tally;
  readonly histogram: Histogram;
  readonly gauge: ObservableGauge;
}

export type Instruments = {
  readonly [Name in keyof typeof INSTRUMENTS]: Kinds[(typeof INSTRUMENTS)[Name]['kind']];
};

/** Creates all instruments. */
export function createInstruments(meter: Meter, histograms: Histograms): Instruments {
  const tallied = (instrument: Observable): Tally => {
    const tally = new Tally();
    instrument.addCallback((result) => {
      tally.observe(result);
    });
    return tally;
  };
  const counter = ({ name, ...options }: Instrument) => tallied(meter.createObservableCounter(name, options));
  const upDownCounter = ({ name, ...options }: Instrument) =>
    tallied(meter.createObservableUpDownCounter(name, options));
  const gauge = ({ name, ...options }: Instrument): ObservableGauge => meter.createObservableGauge(name, options);
  const histogram = (instrument: Instrument) => histograms.create(instrument);
  return {
    requestDuration: histogram(INSTRUMENTS.requestDuration),
    activeRequests: upDownCounter(INSTRUMENTS.activeRequests),
    phaseDuration: histogram(INSTRUMENTS.phaseDuration),
    operationErrors: counter(INSTRUMENTS.operationErrors),
    attemptDuration: histogram(INSTRUMENTS.attemptDuration),
    calls: counter(INSTRUMENTS.calls),
    waits: histogram(INSTRUMENTS.waits),
    failedCalls: counter(INSTRUMENTS.failedCalls),
    preventedCalls: counter(INSTRUMENTS.preventedCalls),
    joinedCalls: counter(INSTRUMENTS.joinedCalls),
    running: gauge(INSTRUMENTS.running),
    queued: gauge(INSTRUMENTS.queued),
    budgetLeft: gauge(INSTRUMENTS.budgetLeft),
    breakerState: gauge(INSTRUMENTS.breakerState),
    guardState: gauge(INSTRUMENTS.guardState),
    rowsExamined: counter(INSTRUMENTS.rowsExamined),
    rowsReturned: counter(INSTRUMENTS.rowsReturned),
    rereadLists: counter(INSTRUMENTS.rereadLists),
    unavailableSources: counter(INSTRUMENTS.unavailableSources),
    walksGivenUp: counter(INSTRUMENTS.walksGivenUp),
    renewals: counter(INSTRUMENTS.renewals),
    staleness: gauge(INSTRUMENTS.staleness),
    readings: counter(INSTRUMENTS.readings),
    storeSize: gauge(INSTRUMENTS.storeSize),
    storeState: gauge(INSTRUMENTS.storeState),
    storeFailures: counter(INSTRUMENTS.storeFailures),
  };
}
