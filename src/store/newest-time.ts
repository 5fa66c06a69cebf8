/** The newest creation time among rows that have started; `null`: there is none. */
export function newestTimeOf(rows: readonly { readonly time: number }[]): number | null {
  let newest = -Infinity;
  for (const { time } of rows) if (time !== Infinity && time > newest) newest = time;
  return newest === -Infinity ? null : newest;
}
