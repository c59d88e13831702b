/** Tokens of plain text, seeded (the generator of Park and Miller, 1988). */
export function randomTokens(count: number, vocabularySize: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    // The bytes come first and the control tokens last.
    return 256 + (state % (vocabularySize - 300));
  });
}
