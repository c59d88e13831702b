/** Makes one of neighbouring tokens `id`, from `start` on. Changes `tokens` in place. */
export function fuseTokens(tokens: number[], start: number, id: number): void {
  let end = start;
  for (let at = start; at < tokens.length; at++) {
    if (end > start && tokens[at] === id && tokens[end - 1] === id) continue;
    tokens[end++] = tokens[at]!;
  }
  tokens.length = end;
}
