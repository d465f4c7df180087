/** Candidates in the order of their likeness to a word: the share of letter pairs that both have, whatever separates them. */
export function nearestFirst(word: string, candidates: readonly string[]): readonly string[] {
  const wanted = pairs(word);
  const likeness = (candidate: string): number => {
    const found = pairs(candidate);
    const both = [...found].filter((pair) => wanted.has(pair)).length;
    return both / Math.max(1, wanted.size + found.size - both);
  };
  return [...candidates].sort((a, b) => likeness(b) - likeness(a));
}

function pairs(word: string): ReadonlySet<string> {
  const letters = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  return new Set(Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2)));
}
