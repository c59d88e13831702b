import { createModelDirectory, createScriptedModel, type LogitsModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse } from '@antiphon/protocol';
import { openSqliteStore } from '@antiphon/store';
import { expect, test } from 'vitest';
import { createResponseService } from '../src/index.ts';

const LENGTH = 8;

/** Always gives these logits, whatever came before; what is not named cannot be drawn. Token ids are bytes. */
function constantModel(logits: Readonly<Record<string, number>>): LogitsModel {
  const scripted = createScriptedModel(() => '');
  const row = new Float32Array(scripted.info.vocabularySize).fill(-Infinity);
  for (const [letter, logit] of Object.entries(logits)) row[letter.charCodeAt(0)] = logit;
  return {
    ...scripted,
    async step(items, signal) {
      await scripted.step(items, signal);
      return items.map(() => row.slice());
    },
  };
}

/** The text of a request's eight tokens. */
async function draw(
  fields: object,
  input = 'Hi',
  logits = { a: 2, b: 1.9, c: 1 },
): Promise<string> {
  const model = createLocalModel(constantModel(logits));
  const service = createResponseService({
    store: openSqliteStore(':memory:'),
    models: createModelDirectory([model]),
  });
  const request = parseCreateResponse({ input, max_output_tokens: LENGTH, seed: 1, ...fields });
  const running = await service.create(request, { tenant: 't' }, new AbortController().signal);
  const { output } = await running.done;
  return output
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .flatMap((part) => ('text' in part ? [part.text] : []))
    .join('');
}

test('without any field the tokens are drawn at temperature 1, the same for the same seed', async () => {
  const text = await draw({});
  expect(new Set(text).size).toBeGreaterThan(1);
  expect(await draw({})).toBe(text);
  expect(await draw({ seed: 2 })).not.toBe(text);
});

test.each([
  ['temperature 0 takes the likeliest', { temperature: 0 }, 'aaaaaaaa'],
  ['top_k 1 leaves the likeliest', { temperature: 2, top_k: 1 }, 'aaaaaaaa'],
  ['top_p 0.1 is reached by the likeliest alone', { temperature: 2, top_p: 0.1 }, 'aaaaaaaa'],
  // exp(-0.1 / 1) = 0.905: b is not half a percent too unlikely for 0.9, but it is for 0.91.
  ['min_p 0.91 drops what is less likely than 91 % of the likeliest', { min_p: 0.91 }, 'aaaaaaaa'],
  // Each drawn token loses 2: a 2 → 0, b 1.9 → -0.1, c 1 → -1, then a again, now at 0.
  [
    'frequency_penalty counts how often a token came',
    { temperature: 0, frequency_penalty: 2 },
    'abcabcab',
  ],
  // Once only: a 0, b -0.1, c -1, and a stays ahead.
  [
    'presence_penalty counts that a token came',
    { temperature: 0, presence_penalty: 2 },
    'abcaaaaa',
  ],
  // a 2 / 4 = 0.5, b 1.9 / 4 = 0.475, c 1 / 4 = 0.25.
  [
    'repetition_penalty divides what came before',
    { temperature: 0, repetition_penalty: 4 },
    'abcaaaaa',
  ],
  ['logit_bias adds to a token', { temperature: 0, logit_bias: { 99: 5 } }, 'cccccccc'],
])('%s', async (_, fields, text) => {
  expect(await draw(fields)).toBe(text);
});

test('repetition_penalty counts the prompt, frequency_penalty does not', async () => {
  expect(await draw({ temperature: 0, repetition_penalty: 4 }, 'a')).toBe('bcaaaaaa');
  expect(await draw({ temperature: 0, frequency_penalty: 2 }, 'a')).toBe('abcabcab');
});

test('dry_multiplier stops what would go on repeating, from dry_allowed_length on', async () => {
  // A run of a: after two of them the next would extend a repetition of length 1, after three of length 2.
  expect(await draw({ temperature: 0, dry_multiplier: 1, dry_allowed_length: 1 })).toMatch(/^aab/);
  expect(await draw({ temperature: 0, dry_multiplier: 1, dry_allowed_length: 2 })).toMatch(/^aaab/);
  expect(await draw({ temperature: 0, dry_multiplier: 1, dry_allowed_length: 4 })).toMatch(
    /^aaaaab/,
  );
});

test('a higher dry_base makes a long repetition cost more', async () => {
  // The repetition that a fourth a extends costs 0.09 · base: not enough at base 1, enough at base 2.
  const fields = { temperature: 0, dry_multiplier: 0.09, dry_allowed_length: 2 };
  expect(await draw({ ...fields, dry_base: 1 })).toBe('aaaaaaaa');
  expect(await draw({ ...fields, dry_base: 2 })).toMatch(/^aaaab/);
});

test('dry_sequence_breakers end a repetition', async () => {
  expect(await draw({ temperature: 0, dry_multiplier: 1, dry_sequence_breakers: ['a'] })).toBe(
    'aaaaaaaa',
  );
});

test('stages work together: a bias brings a token above the cut of top_k', async () => {
  expect(await draw({ top_k: 1, logit_bias: { 98: 1 } })).toBe('bbbbbbbb');
});
