/** SQLite numbers its parameters `?1`, `?2`, … */
export function toSqliteText(sql: string): string {
  return sql.replace(/\$(\d+)/g, '?$1');
}
