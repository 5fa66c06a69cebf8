/** Formats a JSON log line as text: `10:41:21.004 INFO request completed (requestId=…, status=200)`. */
export function toLine(json: string): string {
  const { time, level, msg, err, ...rest } = parse(json);
  const pairs = Object.entries(rest).map(([key, value]) => `${key}=${show(value)}`);
  const details = pairs.length === 0 ? '' : ` (${pairs.join(', ')})`;
  return `${show(time).slice(11, 23)} ${show(level).toUpperCase().padEnd(5)} ${show(msg)}${details}${stackOf(err)}\n`;
}

function parse(json: string): Record<string, unknown> {
  const line: unknown = JSON.parse(json);
  return typeof line === 'object' && line !== null ? { ...line } : {};
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function stackOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'stack' in error ? `\n${show(error.stack)}` : '';
}
