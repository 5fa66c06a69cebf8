import { describe, expect, it } from 'vitest';
import { toSqliteText } from '../../src/store/sqlite/text.js';

describe('A statement for SQLite', () => {
  it('binds each parameter by position, because Node 22.19 takes numbered ones for names', () => {
    const { sql, bind } = toSqliteText('SELECT $2, $1 WHERE a = $2 LIMIT $10');
    expect(sql).toBe('SELECT ?, ? WHERE a = ? LIMIT ?');
    expect(bind(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 7])).toEqual(['b', 'a', 'b', 7]);
  });
});
