/** The candidate that somebody who wrote `word` most likely meant; undefined when none is like it. */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceOf(word, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The end of a message about what is unknown. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** A missing or additional suffix is one mistake, however long: `orders_placed` for `orders_placed_total`. */
function distanceOf(word: string, candidate: string): number {
  if (candidate.startsWith(`${word}_`) || word.startsWith(`${candidate}_`)) return 1;
  return editDistance(word, candidate);
}

/** Insertions, deletions and replacements that lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost), // none is missing
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
