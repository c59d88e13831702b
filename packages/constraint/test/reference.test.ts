import { expect, test } from 'vitest';
import { compileSymbol } from '../src/compile-symbol.ts';
import { ConstraintError } from '../src/errors.ts';
import type { Grammar } from '../src/matcher.ts';
import { createVocabulary, type Vocabulary } from '../src/vocabulary.ts';
import { alphabet, randomGrammar, writeGrammar } from './reference/grammars.ts';
import { type ReferenceGrammar, ReferenceMatcher } from './reference/matcher.ts';
import { Random } from './reference/random.ts';

const endOfTurn = 0;

function randomVocabulary(random: Random): Vocabulary {
  const tokens: (Uint8Array | undefined)[] = [
    undefined,
    ...alphabet.map((byte) => Uint8Array.of(byte)),
  ];
  for (let count = 0; count < 30; count++) {
    const length = 2 + random.below(4);
    tokens.push(Uint8Array.from({ length }, () => random.pick(alphabet)));
  }
  return createVocabulary({ tokens, endOfTurnIds: [endOfTurn] });
}

function compile(grammar: ReferenceGrammar, vocabulary: Vocabulary): Grammar | undefined {
  const { builder, start } = writeGrammar(grammar);
  try {
    return compileSymbol(builder, start, vocabulary);
  } catch (error) {
    if (error instanceof ConstraintError && error.code === 'unsatisfiable_grammar')
      return undefined;
    throw error;
  }
}

function maskOf(matcher: ReturnType<Grammar['matcher']>, vocabulary: Vocabulary): number[] {
  const mask = new Uint32Array(vocabulary.words);
  matcher.fillMask(mask);
  return [...vocabulary.tokens.keys()].filter((id) => (mask[id >>> 5]! >>> (id & 31)) & 1);
}

/** Walks at random where the masks lead, and compares every mask on the way with the reference. */
function compareMasks(seed: number): number {
  const random = new Random(seed);
  const vocabulary = randomVocabulary(random);
  const source = randomGrammar(random);
  const reference = new ReferenceMatcher(source);
  const grammar = compile(source, vocabulary);
  if (grammar === undefined) {
    const { isBeginning } = reference.judge([]);
    expect(isBeginning, `seed ${seed}: compiles to nothing`).toBe(false);
    return 0;
  }
  let compared = 0;
  for (let walk = 0; walk < 3; walk++) {
    const matcher = grammar.matcher();
    const bytes: number[] = [];
    for (let step = 0; step < 5; step++) {
      const expected = [...vocabulary.tokens.keys()].filter((id) => {
        const token = vocabulary.tokens[id];
        if (token === undefined) return reference.judge(bytes).isWhole;
        return reference.judge([...bytes, ...token]).isBeginning;
      });
      const mask = maskOf(matcher, vocabulary);
      expect(mask, `seed ${seed} after ${bytes}`).toEqual(expected);
      compared++;
      const token = random.pick(mask.length > 0 ? mask : [endOfTurn]);
      if (token === endOfTurn) break;
      expect(matcher.consume(token)).toBe(true);
      bytes.push(...vocabulary.tokens[token]!);
    }
  }
  return compared;
}

test('masks are those of the reference matcher', { timeout: 60_000 }, () => {
  let compared = 0;
  for (let seed = 1; seed <= 40; seed++) compared += compareMasks(seed);
  expect(compared).toBeGreaterThan(150);
});
