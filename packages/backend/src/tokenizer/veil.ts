import type { AddedTokens, FoundToken } from './added-tokens.ts';
import { ChatTemplateError } from './template/chat-template-error.ts';

/** Guards what a person, a tool or the model wrote on its way through a chat template. */
export interface Veil {
  /** Breaks up what would become a control token. */
  hide(text: string): string;
  /** A text to put in the place of a JSON number whose digits the template would change. */
  number(digits: string): string;
  /** Takes the veil off again. */
  lift(text: string): string;
}

/**
 * Marks the middle of each written `<|im_end|>`, and both ends of a number. The marks are noncharacters of Unicode, single ones,
 * so that no template can cut them in half, and stand in none of the `texts`.
 */
export function createVeil(texts: Iterable<string>, tokens: AddedTokens): Veil {
  const [mark, quote] = freeMarks(texts);
  const veiled = new RegExp(`${mark}|${escaped(mark)}`, 'g');
  const quoted = new RegExp(`"${quote}([^${quote}]*)${quote}"|${quote}`, 'g');
  let isUsed = false;
  return {
    hide(text) {
      let hidden = text;
      // A token that was broken may have held a shorter one.
      for (let found = tokens.find(text); found.length > 0; found = tokens.find(hidden)) {
        isUsed = true;
        hidden = breakTokens(hidden, found, mark);
      }
      return hidden;
    },
    number(digits) {
      isUsed = true;
      return `${quote}${digits}${quote}`;
    },
    lift(text) {
      if (!isUsed) return text;
      return text
        .replace(veiled, '')
        .replace(new RegExp(escaped(quote), 'g'), quote)
        .replace(quoted, (_, digits: string | undefined) => digits ?? '');
    },
  };
}

/** As templates write it that keep JSON in ASCII; a pattern. */
function escaped(mark: string): string {
  return `\\\\u${mark.charCodeAt(0).toString(16)}`;
}

function freeMarks(texts: Iterable<string>): [string, string] {
  const taken = new Set<number>();
  for (const text of texts) {
    for (const [found] of text.matchAll(/[\uFDD0-\uFDEF]|\\u[Ff][Dd][DdEe][0-9A-Fa-f]/g)) {
      taken.add(found.length === 1 ? found.charCodeAt(0) : Number.parseInt(found.slice(2), 16));
    }
  }
  const codes = Array.from({ length: 32 }, (_, offset) => 0xfdd0 + offset);
  const [first, second] = codes.filter((code) => !taken.has(code));
  if (first === undefined || second === undefined)
    throw new ChatTemplateError(
      'its texts leave no two of the noncharacters U+FDD0 to U+FDEF free',
    );
  return [String.fromCharCode(first), String.fromCharCode(second)];
}

function breakTokens(text: string, found: readonly FoundToken[], mark: string): string {
  let broken = '';
  let end = 0;
  for (const { index, token } of found) {
    const middle = index + Math.ceil(token.content.length / 2);
    broken += text.slice(end, middle) + mark;
    end = middle;
  }
  return broken + text.slice(end);
}
