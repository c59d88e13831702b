import { expect, test } from 'vitest';
import { compileGrammar } from '../../src/compile.ts';
import { ConstraintError } from '../../src/errors.ts';
import type { Grammar } from '../../src/matcher.ts';
import { createVocabulary, type Vocabulary } from '../../src/vocabulary.ts';
import { type BenchCase, benchCases, benchIsThere } from './json-schema-bench.ts';
import { compileSchema, refusedAt } from './judge.ts';

if (!benchIsThere) console.log('skipped: the sample of JSONSchemaBench is not in ../shared/data');

const mostTokenBytes = 9;
const tokenizationsEach = 3;

/** A small generator, so that a failure can be repeated (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Every byte, and pieces cut from the texts anywhere: across lexemes, and inside of code points. */
function vocabularyOf(texts: readonly string[], random: (below: number) => number) {
  const pieces = new Set<string>();
  for (let byte = 0; byte < 256; byte++) pieces.add(String.fromCharCode(byte));
  for (const text of texts) {
    const bytes = Buffer.from(text).toString('latin1');
    for (let count = 0; count < 40; count++) {
      const start = random(bytes.length);
      pieces.add(bytes.slice(start, start + 2 + random(mostTokenBytes - 1)));
    }
  }
  const ids = new Map([...pieces].map((piece, id) => [piece, id]));
  const tokens = [...pieces].map((piece) => new Uint8Array(Buffer.from(piece, 'latin1')));
  const vocabulary = createVocabulary({
    tokens: [...tokens, undefined],
    endOfTurnIds: [tokens.length],
  });
  return { vocabulary, ids };
}

/** Cuts a text into tokens at random. */
function tokenize(
  text: string,
  ids: ReadonlyMap<string, number>,
  random: (below: number) => number,
): number[] {
  const bytes = Buffer.from(text).toString('latin1');
  const tokens: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    const lengths = Array.from({ length: mostTokenBytes }, (_, index) => index + 1).filter(
      (length) => start + length <= bytes.length && ids.has(bytes.slice(start, start + length)),
    );
    const length = lengths[random(lengths.length)]!;
    tokens.push(ids.get(bytes.slice(start, start + length))!);
    start += length;
  }
  return tokens;
}

/** The place of the first token that mask or matcher refuse; `undefined` when the whole text is accepted. */
function firstRefused(
  grammar: Grammar,
  vocabulary: Vocabulary,
  tokens: readonly number[],
): number | undefined {
  const matcher = grammar.matcher();
  const mask = new Uint32Array(vocabulary.words);
  for (const [place, token] of tokens.entries()) {
    const isMasked = matcher.fillMask(mask);
    const isAllowed = !isMasked || ((mask[token >>> 5]! >>> (token & 31)) & 1) === 1;
    if (!isAllowed || !matcher.consume(token)) return place;
  }
  return matcher.isAccepting ? undefined : tokens.length;
}

/** The valid instances that the grammar accepts byte by byte. */
function acceptedTexts({ schema, tests }: BenchCase): string[] {
  try {
    const grammar = compileSchema(schema);
    return tests
      .filter(({ valid, text }) => valid && refusedAt(grammar, text) === undefined)
      .map(({ text }) => text);
  } catch (fault) {
    if (fault instanceof ConstraintError) return [];
    throw fault;
  }
}

test.skipIf(!benchIsThere)(
  'what is accepted byte by byte is accepted in every tokenization tried',
  { timeout: 60_000 },
  () => {
    const random = randomNumbers(1);
    const cases = benchCases().filter((_, index) => index % 6 === 1);
    const accepted = cases.map((benchCase) => ({ benchCase, texts: acceptedTexts(benchCase) }));
    const { vocabulary, ids } = vocabularyOf(
      accepted.flatMap(({ texts }) => texts),
      random,
    );
    let tried = 0;
    for (const { benchCase, texts } of accepted) {
      if (texts.length === 0) continue;
      const grammar = compileGrammar({ type: 'json_schema', value: benchCase.schema }, vocabulary);
      for (const text of texts) {
        for (let count = 0; count < tokenizationsEach; count++, tried++) {
          const tokens = tokenize(text, ids, random);
          expect(
            firstRefused(grammar, vocabulary, tokens),
            `${benchCase.id}: ${text}`,
          ).toBeUndefined();
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
  },
);
