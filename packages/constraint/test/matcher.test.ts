import { expect, test } from 'vitest';
import { compileGrammar } from '../src/compile.ts';
import type { Grammar, Matcher } from '../src/matcher.ts';
import { createVocabulary, type Vocabulary } from '../src/vocabulary.ts';
import { Random } from './reference/random.ts';

const encoder = new TextEncoder();
const words = [
  '{"',
  '":',
  '": "',
  '"}',
  '", "',
  ' the',
  'name',
  'na',
  '12',
  ', ',
  '[1',
  '],',
  '\u00e9t',
  '}]',
];
const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
const tokens = [...bytes, ...words.map((word) => encoder.encode(word)), undefined];
const endOfTurn = tokens.length - 1;
// A tokenizer that takes the longest word, as far as there is one.
function encode(text: string): number[] {
  const result: number[] = [];
  const all = encoder.encode(text);
  for (let start = 0; start < all.length; ) {
    let best = all[start]!;
    for (let token = 256; token < endOfTurn; token++) {
      const word = tokens[token]!;
      const isHere = word.every((byte, offset) => all[start + offset] === byte);
      if (isHere && word.length > tokens[best]!.length) best = token;
    }
    result.push(best);
    start += tokens[best]!.length;
  }
  return result;
}
const vocabulary = createVocabulary({ tokens, endOfTurnIds: [endOfTurn], encode });

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 5 },
    tags: { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, maxItems: 3 },
    other: { type: 'object', additionalProperties: { type: 'boolean' } },
  },
  required: ['name'],
  additionalProperties: false,
};
const grammar = compileGrammar({ type: 'json_schema', value: schema }, vocabulary);

function maskOf(matcher: Matcher, { words: length, size }: Vocabulary): number[] {
  const mask = new Uint32Array(length);
  matcher.fillMask(mask);
  return Array.from({ length: size }, (_, id) => id).filter(
    (id) => (mask[id >>> 5]! >>> (id & 31)) & 1,
  );
}

function walk(random: Random, matcher: Matcher, steps: number): number[] {
  const taken: number[] = [];
  for (let step = 0; step < steps && !matcher.isFinished; step++) {
    const allowed = maskOf(matcher, vocabulary).filter((token) => token !== endOfTurn);
    if (allowed.length === 0) break;
    const token = random.pick(allowed);
    expect(matcher.consume(token)).toBe(true);
    taken.push(token);
  }
  return taken;
}

function textOf(matcherTokens: readonly number[]): string {
  return Buffer.concat(matcherTokens.map((token) => tokens[token]!)).toString('utf8');
}

test('allows, consume and the mask agree on every token along random walks', () => {
  const random = new Random(3);
  for (let round = 0; round < 15; round++) {
    const matcher = grammar.matcher();
    walk(random, matcher, random.below(12));
    const mask = new Set(maskOf(matcher, vocabulary));
    for (let token = 0; token < vocabulary.size; token++) {
      expect(matcher.allows(token), `token ${token}`).toBe(mask.has(token));
      expect(matcher.fork().consume(token)).toBe(mask.has(token));
    }
  }
});

test('a rollback is as if the tokens had never come, and forks go their own ways', () => {
  const random = new Random(11);
  for (let round = 0; round < 40; round++) {
    const matcher = grammar.matcher();
    const begun = walk(random, matcher, random.below(10));
    const before = maskOf(matcher, vocabulary);
    const fork = matcher.fork();
    const more = walk(random, matcher, random.below(10));
    expect(maskOf(fork, vocabulary)).toEqual(before);
    matcher.rollback(more.length);
    expect(maskOf(matcher, vocabulary)).toEqual(before);
    matcher.rollback(begun.length);
    expect(maskOf(matcher, vocabulary)).toEqual(maskOf(grammar.matcher(), vocabulary));
  }
  expect(() => grammar.matcher().rollback(1)).toThrow(RangeError);
});

test('every place can be completed: shortest walks end in valid documents', () => {
  const random = new Random(5);
  for (let round = 0; round < 60; round++) {
    const matcher = grammar.matcher();
    const taken = walk(random, matcher, random.below(25));
    for (let step = 0; !matcher.isAccepting; step++) {
      expect(step, textOf(taken)).toBeLessThan(200);
      const allowed = maskOf(matcher, vocabulary);
      expect(allowed.length).toBeGreaterThan(0);
      const isInString = (textOf(taken).replaceAll(/\\./gs, '').split('"').length & 1) === 0;
      const order = isInString ? ['"'] : ['}', ']', ',', ':', 'n', '"'];
      const closing = order.map((text) => encode(text)[0]!);
      const token = closing.find((id) => allowed.includes(id)) ?? random.pick(allowed);
      matcher.consume(token);
      taken.push(token);
    }
    expect(typeof JSON.parse(textOf(taken))).toBe('object');
  }
});

test('masks do not depend on how much room they have', () => {
  const small = createVocabulary({ tokens, endOfTurnIds: [endOfTurn], encode, maskBytes: 1 });
  const limited = compileGrammar({ type: 'json_schema', value: schema }, small);
  const random = new Random(9);
  for (let round = 0; round < 10; round++) {
    const [one, other] = [grammar.matcher(), limited.matcher()];
    for (const token of walk(random, grammar.matcher(), 20)) {
      expect(maskOf(other, small)).toEqual(maskOf(one, vocabulary));
      one.consume(token);
      other.consume(token);
    }
  }
});

function forcedText(source: Grammar, begun: string): string {
  const matcher = source.matcher();
  for (const byte of encoder.encode(begun)) matcher.consume(byte);
  return textOf(matcher.forced());
}

test('what must follow is forced in the tokens of the tokenizer, but for an end that may grow', () => {
  const compact = compileGrammar(
    {
      type: 'json_schema',
      value: { ...schema, required: ['name', 'tags'] },
    },
    vocabulary,
    { jsonSchema: { whitespace: { kind: 'compact' } } },
  );
  expect(new TextDecoder().decode(compact.matcher().forcedBytes())).toBe('{"name":"');
  // The quote at the end stays back with what it may belong to: `": "` is no option, `":` is.
  expect(forcedText(compact, '')).toBe('{"name":');
  expect(forcedText(compact, '{"name":"')).toBe('');
});

test('the end of the turn comes where the text is whole, and nothing after it', () => {
  const matcher = grammar.matcher();
  expect(matcher.consume(endOfTurn)).toBe(false);
  for (const byte of encoder.encode('{"name": "x"}')) matcher.consume(byte);
  expect([matcher.isAccepting, matcher.isFinished, matcher.stopReason]).toEqual([
    true,
    true,
    'complete',
  ]);
  expect(matcher.consume(endOfTurn)).toBe(true);
  expect(matcher.stopReason).toBe('end-of-turn');
  expect(maskOf(matcher, vocabulary)).toEqual([]);
});

test('a lexeme ends after its tokens, wherever it stands, and names its temperature', () => {
  const source = 'start: "<" thought ">"\nthought[max_tokens=3, temperature=0.5]: /[a-z]{1,100}/';
  const matcher = compileGrammar({ type: 'lark', value: source }, vocabulary).matcher();
  matcher.consume(0x3c);
  expect(matcher.temperature).toBe(0.5);
  for (let count = 0; count < 3; count++) expect(matcher.consume(0x61)).toBe(true);
  expect(matcher.temperature).toBeUndefined();
  expect(maskOf(matcher, vocabulary)).toEqual([0x3e]);
  matcher.rollback(1);
  expect(matcher.allows(0x62)).toBe(true);
});
