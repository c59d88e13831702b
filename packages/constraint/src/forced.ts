import { type Automaton, deadConfiguration } from './automaton.ts';
import { noLexemes } from './lexer/lexer.ts';
import type { MatcherParts } from './matcher.ts';
import type { Trie } from './trie.ts';

/** Bytes looked ahead at most. */
const mostBytes = 4096;

/** The bytes that every text of the grammar goes on with from `configuration`. */
export function forcedBytes(automaton: Automaton, configuration: number): Uint8Array {
  const bytes: number[] = [];
  let at = configuration;
  while (bytes.length < mostBytes) {
    const byte = onlyByte(automaton, at);
    if (byte === undefined) break;
    bytes.push(byte);
    at = automaton.step(at, automaton.lexer.classes.classOf[byte]!);
  }
  return Uint8Array.from(bytes);
}

function onlyByte(automaton: Automaton, configuration: number): number | undefined {
  const { classes } = automaton.lexer;
  if (automaton.isAccepting(configuration) || mayTakeSpecial(automaton, configuration)) {
    return undefined;
  }
  let only: number | undefined;
  for (let byteClass = 0; byteClass < classes.count; byteClass++) {
    if (automaton.step(configuration, byteClass) === deadConfiguration) continue;
    if (only !== undefined || classes.sizes[byteClass] !== 1) return undefined;
    only = classes.representative[byteClass]!;
  }
  return only;
}

function mayTakeSpecial(automaton: Automaton, configuration: number): boolean {
  if (automaton.tables.specials.length === 0) return false;
  const { lexer, tables } = automaton;
  const last = automaton.rowOf(configuration).terminals.at(-1) ?? -1;
  if (last >= tables.lexemes.length) return true;
  return lexer.accepted[automaton.lexerStateOf(configuration)]! > noLexemes;
}

/**
 * The forced bytes as tokens of the tokenizer. The last tokens are kept back as long as a longer token
 * of the vocabulary could begin with what they spell: the model may write that one.
 */
export function forcedTokens(parts: MatcherParts, configuration: number): readonly number[] {
  const { vocabulary, automaton } = parts;
  if (vocabulary.encode === undefined) return [];
  const bytes = forcedBytes(automaton, configuration);
  if (bytes.length === 0) return [];
  const tokens = vocabulary.encode(wholeText(bytes));
  let length = 0;
  const ends: number[] = [];
  for (const token of tokens) {
    const spelled = vocabulary.tokens[token];
    if (spelled === undefined || !startsAt(bytes, spelled, length)) break;
    length += spelled.length;
    ends.push(length);
  }
  let count = ends.length;
  while (count > 0 && couldGrow(vocabulary.trie, bytes, ends[count - 2] ?? 0)) count--;
  return tokens.slice(0, count);
}

/** The text of the bytes without a character cut short at their end. */
function wholeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}

function startsAt(bytes: Uint8Array, part: Uint8Array, offset: number): boolean {
  if (offset + part.length > bytes.length) return false;
  return part.every((byte, index) => bytes[offset + index] === byte);
}

/** Whether some token is longer than the bytes from `start` on and begins with them. */
function couldGrow(trie: Trie, bytes: Uint8Array, start: number): boolean {
  let [place, stop] = [0, trie.length];
  for (let index = start; index < bytes.length; index++) {
    while (place < stop && (trie.node[place]! & 0xff) !== bytes[index]) place = trie.end[place]!;
    if (place >= stop) return false;
    stop = trie.end[place]!;
    place++;
  }
  return place < stop;
}
