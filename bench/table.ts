/** Formats rows as columns of text; the first row is the heading. Numbers are aligned to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row, index) =>
    row.map((cell, column) => align(cell, widths[column] ?? 0, index === 0 ? rows[1]?.[column] : cell)).join('  '),
  );
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function align(cell: string, width: number, like = ''): string {
  return /^[\d.,-]+$/.test(like) ? cell.padStart(width) : cell.padEnd(width);
}
