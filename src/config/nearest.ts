/** The candidate closest to a misspelt word; `undefined` if none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const target = plain(word);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(target, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

// `page_size`, `page-size` and `pagesize` all mean `pageSize`.
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '').slice(0, 100);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substituted = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
