const texts = new Map<string, string>();

/** SQLite numbers its parameters `?1`, `?2`, … */
export function toSqliteText(sql: string): string {
  let text = texts.get(sql);
  if (text === undefined) texts.set(sql, (text = sql.replace(/\$(\d+)/g, '?$1')));
  return text;
}
