import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../src/providers/shared/times.js';

describe('The calendar', () => {
  it('has the same days as Date', () => {
    const pad = (number: number) => String(number).padStart(2, '0');
    for (const year of [1900, 1970, 1999, 2000, 2023, 2024, 2100]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${pad(month)}-${pad(day)}T12:34:56.789Z`;
          const time = Date.parse(text);
          const exists = !Number.isNaN(time) && new Date(time).toISOString() === text;
          expect(parseTime(text, 'UTC'), text).toBe(exists ? time : undefined);
        }
      }
    }
  });

  it.each(['T24:00:00Z', 'T23:60:00Z', 'T23:59:60Z', 'T99:00:00Z'])('rejects the time %s', (time) => {
    expect(parseTime(`2026-01-01${time}`, 'UTC')).toBeUndefined();
  });

  it('rejects times before the year 100, which are zeros formatted as dates', () => {
    expect(parseTime('0001-01-01T00:00:00Z', 'UTC')).toBeUndefined();
  });
});
