import { expect, test } from 'vitest';
import {
  defaultSampling,
  InvalidSettingsError,
  resolveSampling,
  type SamplingInput,
  validateSampling,
} from '../src/index.ts';

const strings = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

test.each<[SamplingInput, string, string]>([
  [{ temperature: 3 }, 'temperature', 'temperature must be between 0 and 2, got 3'],
  [{ temperature: NaN }, 'temperature', 'temperature must be between 0 and 2, got NaN'],
  [{ topP: 0 }, 'top_p', 'top_p must be greater than 0 and at most 1, got 0'],
  [{ topP: 1.1 }, 'top_p', 'top_p must be greater than 0 and at most 1, got 1.1'],
  [{ topK: -1 }, 'top_k', 'top_k must be an integer of at least 0, got -1'],
  [{ topK: 1.5 }, 'top_k', 'top_k must be an integer of at least 0, got 1.5'],
  [{ minP: 2 }, 'min_p', 'min_p must be between 0 and 1, got 2'],
  [
    { frequencyPenalty: -2.1 },
    'frequency_penalty',
    'frequency_penalty must be between -2 and 2, got -2.1',
  ],
  [
    { presencePenalty: 2.1 },
    'presence_penalty',
    'presence_penalty must be between -2 and 2, got 2.1',
  ],
  [
    { repetitionPenalty: 0 },
    'repetition_penalty',
    'repetition_penalty must be a finite number greater than 0, got 0',
  ],
  [
    { dryMultiplier: -1 },
    'dry_multiplier',
    'dry_multiplier must be a finite number of at least 0, got -1',
  ],
  [{ dryBase: 0.5 }, 'dry_base', 'dry_base must be a finite number of at least 1, got 0.5'],
  [
    { dryAllowedLength: 0 },
    'dry_allowed_length',
    'dry_allowed_length must be an integer of at least 1, got 0',
  ],
  [
    { drySequenceBreakers: strings(65) },
    'dry_sequence_breakers',
    'dry_sequence_breakers must have at most 64 strings, got 65',
  ],
  [
    { drySequenceBreakers: ['a', ''] },
    'dry_sequence_breakers[1]',
    'dry_sequence_breakers[1] must not be empty',
  ],
  [{ topLogprobs: 21 }, 'top_logprobs', 'top_logprobs must be an integer between 0 and 20, got 21'],
  [{ n: 0 }, 'n', 'n must be an integer between 1 and 8, got 0'],
  [{ seed: 0.5 }, 'seed', 'seed must be an integer between -(2^53 - 1) and 2^53 - 1, got 0.5'],
  [{ stop: strings(17) }, 'stop', 'stop must have at most 16 strings, got 17'],
  [{ stop: [''] }, 'stop[0]', 'stop[0] must not be empty'],
  [{ logitBias: { 5: 101 } }, 'logit_bias.5', 'logit_bias.5 must be between -100 and 100, got 101'],
  [
    { logitBias: { 10: 1 } },
    'logit_bias.10',
    "logit_bias.10 must be a token id below 10, the vocabulary's size",
  ],
  [{ logitBias: { cat: 1 } }, 'logit_bias.cat', 'logit_bias.cat must be named by a token id'],
])('%o is refused by name', (input, param, message) => {
  expect(validateSampling(input, { vocabularySize: 10 })).toEqual([{ param, message }]);
});

test('the ends of every range are allowed', () => {
  const least: SamplingInput = {
    temperature: 0,
    topK: 0,
    topP: Number.MIN_VALUE,
    minP: 0,
    frequencyPenalty: -2,
    presencePenalty: -2,
    repetitionPenalty: Number.MIN_VALUE,
    dryMultiplier: 0,
    dryBase: 1,
    dryAllowedLength: 1,
    drySequenceBreakers: [],
    logitBias: { 0: -100 },
    topLogprobs: 0,
    n: 1,
    seed: Number.MIN_SAFE_INTEGER,
    stop: [],
  };
  const most: SamplingInput = {
    temperature: 2,
    topP: 1,
    minP: 1,
    frequencyPenalty: 2,
    presencePenalty: 2,
    drySequenceBreakers: strings(64),
    logitBias: { 9: 100 },
    topLogprobs: 20,
    n: 8,
    seed: Number.MAX_SAFE_INTEGER,
    stop: strings(16),
  };
  expect(validateSampling(least, { vocabularySize: 10 })).toEqual([]);
  expect(validateSampling(most, { vocabularySize: 10 })).toEqual([]);
});

test('what is unset gets its default, what is not about sampling is left out', () => {
  const settings = resolveSampling({ temperature: 0.5, topK: undefined, n: 2, stop: ['x'] });
  expect(settings).toEqual({ ...defaultSampling, temperature: 0.5 });
});

test('every wrong value is reported at once', () => {
  const resolve = () => resolveSampling({ temperature: -1, minP: 7 });
  expect(resolve).toThrow(InvalidSettingsError);
  expect(resolve).toThrow(
    'temperature must be between 0 and 2, got -1; min_p must be between 0 and 1, got 7',
  );
});
