// Draws the main panels of deploy/grafana/jobgraph.json from a Prometheus into docs/dashboard.png, without Grafana:
// node docs/dashboard.mjs PROMETHEUS_URL MINUTES [END, seconds since 1970]. CHROMIUM names the browser.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const PANELS = [
  'Requests per second',
  'Request duration, 95th percentile',
  'Attempts by reason',
  'Failed attempts',
  'Open breakers',
  'Unavailable sources',
  'Rate left',
  'Age of stored lists',
  'Credential renewals',
];
const COLUMNS = 3;
const [WIDTH, HEIGHT] = [440, 250];
/** The area of the lines: right of the axis and above the times and the legend. */
const AREA = { left: 46, top: 34, right: WIDTH - 14, bottom: 166 };
const LEGEND = { rows: 3, columns: 2, rowHeight: 17, width: (WIDTH - 24) / 2, letters: 24 };
const COLORS = ['#2563eb', '#dc2626', '#059669', '#d97706', '#7c3aed', '#0891b2', '#db2777', '#65a30d'];
const POINTS = 200;

const [prometheus, minutes, end = Date.now() / 1000] = process.argv.slice(2);
const range = { start: Number(end) - Number(minutes) * 60, end: Number(end) };

const dashboard = JSON.parse(readFileSync(new URL('../deploy/grafana/jobgraph.json', import.meta.url), 'utf8'));
const panels = PANELS.map((title) => dashboard.panels.find((panel) => panel.title === title));
const drawings = await Promise.all(panels.map(draw));
const page = `<body style="margin:0;padding:8px;background:#eef1f5;width:${COLUMNS * (WIDTH + 8)}px;display:flex;
  flex-wrap:wrap;gap:8px;font:12px system-ui,sans-serif">${drawings.join('')}</body>`;
await screenshot(page, fileURLToPath(new URL('dashboard.png', import.meta.url)));

async function draw({ title, targets, fieldConfig }) {
  const series = (await Promise.all(targets.map(read))).flat();
  const { unit } = fieldConfig.defaults;
  const highest = Math.max(...series.flatMap(({ values }) => values.map(([, value]) => value)), 0);
  const top = unit === 'bool' || unit === 'percentunit' ? 1 : niceAbove(highest);
  const x = (time) => AREA.left + ((time - range.start) / (range.end - range.start)) * (AREA.right - AREA.left);
  const y = (value) => AREA.bottom - (value / top) * (AREA.bottom - AREA.top);
  const grid = [0, top / 2, top].map(
    (value) => `<line x1="${AREA.left}" x2="${AREA.right}" y1="${y(value)}" y2="${y(value)}" stroke="#e2e6ec"/>
      <text x="${AREA.left - 6}" y="${y(value) + 4}" text-anchor="end">${format(value, unit)}</text>`,
  );
  const times = [0.02, 0.5, 0.98].map((part) => {
    const time = range.start + part * (range.end - range.start);
    const text = new Date(time * 1000).toISOString().slice(11, 16);
    return `<text x="${x(time)}" y="${AREA.bottom + 16}" text-anchor="middle">${text}</text>`;
  });
  const lines = series.map(({ values }, index) => {
    const points = values.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${colorOf(index)}" stroke-width="1.5"/>`;
  });
  const legend = series.slice(0, LEGEND.rows * LEGEND.columns).map(({ name }, index) => {
    const left = 14 + (index % LEGEND.columns) * LEGEND.width;
    const baseline = AREA.bottom + 38 + Math.floor(index / LEGEND.columns) * LEGEND.rowHeight;
    const text = name.length > LEGEND.letters ? `${name.slice(0, LEGEND.letters - 1)}…` : name;
    return `<rect x="${left}" y="${baseline - 7}" width="10" height="4" fill="${colorOf(index)}"/>
      <text x="${left + 15}" y="${baseline}">${escape(text)}</text>`;
  });
  return `<svg width="${WIDTH}" height="${HEIGHT}" style="background:#fff;border-radius:6px" fill="#4b5563">
    <text x="14" y="20" font-weight="600" fill="#111827">${escape(title)}</text>
    ${[...grid, ...times, ...lines, ...legend].join('')}</svg>`;
}

/** The series of one query, those with the largest values first. */
async function read({ expr, legendFormat }) {
  const query = expr.replaceAll('$__rate_interval', '1m').replaceAll('$account', '.*');
  const step = (range.end - range.start) / POINTS;
  const parameters = new URLSearchParams({ query, start: range.start, end: range.end, step });
  const response = await fetch(new URL(`/api/v1/query_range?${parameters}`, prometheus));
  const { data, error } = await response.json();
  if (error !== undefined) throw new Error(`${expr}: ${error}`);
  return data.result
    .map(({ metric, values }) => ({
      name: legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? '').trim(),
      values: values.map(([time, text]) => [time, Number(text)]).filter(([, value]) => Number.isFinite(value)),
    }))
    .toSorted((a, b) => largest(b) - largest(a));
}

function largest({ values }) {
  return Math.max(...values.map(([, value]) => value), 0);
}

/** 1, 2 or 5 times a power of ten. */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= value);
}

function format(value, unit) {
  if (unit === 'percentunit') return `${value * 100} %`;
  if (unit === 's') return value > 0 && value < 1 ? `${Number((value * 1000).toPrecision(2))} ms` : `${value} s`;
  return String(Number(value.toPrecision(2)));
}

function colorOf(index) {
  return COLORS[index % COLORS.length];
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

async function screenshot(html, path) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const rows = Math.ceil(PANELS.length / COLUMNS);
  const size = { width: COLUMNS * (WIDTH + 8) + 16, height: rows * (HEIGHT + 8) + 8 };
  const tab = await browser.newPage({ viewport: size });
  await tab.setContent(html);
  await tab.screenshot({ path });
  await browser.close();
}
