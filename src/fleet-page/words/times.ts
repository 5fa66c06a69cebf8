const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const SECONDS: Intl.DateTimeFormatOptions = { ...CLOCK, second: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };

const localMinutes = new Intl.DateTimeFormat('en-GB', CLOCK);
const localSeconds = new Intl.DateTimeFormat('en-GB', SECONDS);
const localDay = new Intl.DateTimeFormat('en-GB', DAY);
const utcMinutes = new Intl.DateTimeFormat('en-GB', { ...CLOCK, timeZone: 'UTC' });
const utcSeconds = new Intl.DateTimeFormat('en-GB', { ...SECONDS, timeZone: 'UTC' });
const utcDay = new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone: 'UTC' });

/** Whether the reader's clock differs from UTC. */
export function isOffset(timeMs: number): boolean {
  return new Date(timeMs).getTimezoneOffset() !== 0;
}

/** `Europe/Berlin (UTC+01:00)`, or `UTC`. */
export function zoneName(timeMs: number): string {
  const offset = -new Date(timeMs).getTimezoneOffset();
  if (offset === 0) return ZONE === 'UTC' ? 'UTC' : `${ZONE} (UTC)`;
  const digits = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.abs(offset);
  return `${ZONE} (UTC${offset < 0 ? '−' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)})`;
}

/** `14:05`, or `Tue 1 Dec` at midnight. */
export function tickLabel(timeMs: number, zone: 'local' | 'utc'): string {
  const [minutes, day] = zone === 'local' ? [localMinutes, localDay] : [utcMinutes, utcDay];
  const text = minutes.format(timeMs);
  return text === '00:00' ? day.format(timeMs) : text;
}

/** `14:05:09`, with the day if that is not today. */
export function shortTime(timeMs: number, nowMs: number): string {
  const time = localSeconds.format(timeMs);
  const day = localDay.format(timeMs);
  return day === localDay.format(nowMs) ? time : `${day}, ${time}`;
}

/** `Tue 1 Dec, 14:05:09 (13:05:09 UTC)`. */
export function fullTime(timeMs: number): string {
  const local = `${localDay.format(timeMs)}, ${localSeconds.format(timeMs)}`;
  if (!isOffset(timeMs)) return `${local} UTC`;
  const isSameDay = utcDay.format(timeMs) === localDay.format(timeMs);
  return `${local} (${isSameDay ? '' : `${utcDay.format(timeMs)}, `}${utcSeconds.format(timeMs)} UTC)`;
}

/** `3 h 20 min`, `4 min 5 s`, `12 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
