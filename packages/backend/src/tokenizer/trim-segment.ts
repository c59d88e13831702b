import type { AddedTokens } from './added-tokens.ts';

/** Takes away what a control token swallows after itself: white space up to the first word that has a token, or that word. */
export function trimSegmentStart(text: string, words: AddedTokens): string {
  const [first] = words.find(text);
  if (!first) return text.trimStart();
  const end = first.index === 0 ? first.token.content.length : first.index;
  return text.slice(0, end).trimStart() + text.slice(end);
}

/** The same for what stands before a control token. */
export function trimSegmentEnd(text: string, words: AddedTokens): string {
  const last = words.find(text).at(-1);
  if (!last) return text.trimEnd();
  const end = last.index + last.token.content.length;
  const start = end === text.length ? last.index : end;
  return text.slice(0, start) + text.slice(start).trimEnd();
}
