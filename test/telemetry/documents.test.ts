import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Instrument, INSTRUMENTS } from '../../src/telemetry/instrument-table.js';
import { codeWords, readPage, tableUnder } from '../docs/markdown.js';

const instruments: readonly Instrument[] = Object.values(INSTRUMENTS);

/** The series of an instrument as Prometheus stores them, by OpenTelemetry's rules for names. */
function seriesOf({ name, unit, kind }: Instrument): readonly string[] {
  const suffix =
    unit === 's' ? '_seconds' : unit === 'By' ? '_bytes' : unit === '1' && kind === 'gauge' ? '_ratio' : '';
  const base = `${name.replaceAll('.', '_')}${suffix}`;
  if (kind === 'histogram') return ['bucket', 'count', 'sum'].map((part) => `${base}_${part}`);
  return [kind === 'counter' ? `${base}_total` : base];
}

const SERIES = new Set(instruments.flatMap(seriesOf));

/** Names in an expression that look like a series. */
function seriesIn(expression: string): string[] {
  const withoutLabels = expression.replaceAll(/\{[^}]*\}|by \([^)]*\)/g, '');
  return withoutLabels.match(/\b(?:jobgraph|http)_\w+/g) ?? [];
}

function read(path: string): string {
  return readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8');
}

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

describe('The page on telemetry', () => {
  const page = readPage('docs/telemetry.md');
  const rows = tableUnder(page, '## Instruments');

  test('lists every instrument with its unit, and no others', () => {
    const documented = rows.map(([name, unit]) => [codeWords(name)[0], codeWords(unit)[0] ?? '']);
    expect(documented).toEqual(instruments.map(({ name, unit }) => [name, unit]));
  });

  test('explains every attribute that it names, and no others', () => {
    const used = new Set(rows.flatMap(([, , attributes]) => codeWords(attributes)));
    const explained = tableUnder(page, '## Attributes').flatMap(([name]) => codeWords(name));
    expect(explained.toSorted()).toEqual([...used].toSorted());
  });
});

test('Every series in the alert rules exists', () => {
  const { groups } = parse(read('prometheus/alerts.yaml')) as Rules;
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(0);
  for (const { alert, expr } of rules) {
    expect(seriesIn(expr).length, alert).toBeGreaterThan(0);
    expect(
      seriesIn(expr).filter((name) => !SERIES.has(name)),
      alert,
    ).toEqual([]);
  }
});

test('Every series in the dashboard exists, and every instrument is on it', () => {
  const { panels } = JSON.parse(read('grafana/jobgraph.json')) as Dashboard;
  const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => seriesIn(expr)));
  expect(shown.filter((name) => !SERIES.has(name))).toEqual([]);
  const missing = instruments.filter((instrument) => !seriesOf(instrument).some((name) => shown.includes(name)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
