import { InvalidSettingsError } from './errors.ts';

/** What a request may say about sampling. Every number is off, or neutral, at its default. */
export interface SamplingSettings {
  /** 0 draws nothing: the likeliest token wins. */
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly frequencyPenalty: number;
  readonly presencePenalty: number;
  readonly repetitionPenalty: number;
  readonly dryMultiplier: number;
  readonly dryBase: number;
  readonly dryAllowedLength: number;
  readonly drySequenceBreakers: readonly string[];
  /** What is added to a token's logit, by token id. */
  readonly logitBias: Readonly<Record<string, number>>;
  /** How many likeliest tokens to report beside the drawn one; `undefined` reports no logprobs at all. */
  readonly topLogprobs: number | undefined;
}

/** The fields that are checked with the settings although the sampler itself has no use for them. */
export interface RequestLimits {
  readonly seed: number;
  readonly n: number;
  readonly stop: readonly string[];
}

/** One wrong value. `param` is its path in a request, `message` says what is allowed. */
export interface SamplingIssue {
  readonly param: string;
  readonly message: string;
}

export interface SamplingLimits {
  /** Refuses logit_bias ids outside it; without it any id is accepted. */
  readonly vocabularySize?: number;
}

export const defaultSampling: SamplingSettings = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  frequencyPenalty: 0,
  presencePenalty: 0,
  repetitionPenalty: 1,
  dryMultiplier: 0,
  dryBase: 1.75,
  dryAllowedLength: 2,
  drySequenceBreakers: ['\n', ':', '"', '*'],
  logitBias: {},
  topLogprobs: undefined,
};

/** Any subset of the checked fields; an `undefined` one is as good as absent. */
export type SamplingInput = {
  readonly [Key in keyof (SamplingSettings & RequestLimits)]?:
    | (SamplingSettings & RequestLimits)[Key]
    | undefined;
};

/** The name of each field in a request. */
export const wireNames = {
  temperature: 'temperature',
  topK: 'top_k',
  topP: 'top_p',
  minP: 'min_p',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  repetitionPenalty: 'repetition_penalty',
  dryMultiplier: 'dry_multiplier',
  dryBase: 'dry_base',
  dryAllowedLength: 'dry_allowed_length',
  drySequenceBreakers: 'dry_sequence_breakers',
  logitBias: 'logit_bias',
  topLogprobs: 'top_logprobs',
  seed: 'seed',
  n: 'n',
  stop: 'stop',
} as const satisfies Record<keyof (SamplingSettings & RequestLimits), string>;

/** Lists every wrong value; an empty list means the settings can be used. */
export function validateSampling(
  input: SamplingInput,
  limits: SamplingLimits = {},
): readonly SamplingIssue[] {
  return [
    ...ranges.flatMap((range) => rangeIssues(range, input[range.field])),
    ...biasIssues(input.logitBias ?? {}, limits.vocabularySize),
    ...listIssues(wireNames.drySequenceBreakers, input.drySequenceBreakers ?? [], 64),
    ...listIssues(wireNames.stop, input.stop ?? [], 16),
  ];
}

/** Fills what is unset with the defaults; throws `InvalidSettingsError` when a value is wrong. */
export function resolveSampling(input: SamplingInput, limits?: SamplingLimits): SamplingSettings {
  const issues = validateSampling(input, limits);
  if (issues.length > 0) throw new InvalidSettingsError(issues);
  return {
    temperature: input.temperature ?? defaultSampling.temperature,
    topK: input.topK ?? defaultSampling.topK,
    topP: input.topP ?? defaultSampling.topP,
    minP: input.minP ?? defaultSampling.minP,
    frequencyPenalty: input.frequencyPenalty ?? defaultSampling.frequencyPenalty,
    presencePenalty: input.presencePenalty ?? defaultSampling.presencePenalty,
    repetitionPenalty: input.repetitionPenalty ?? defaultSampling.repetitionPenalty,
    dryMultiplier: input.dryMultiplier ?? defaultSampling.dryMultiplier,
    dryBase: input.dryBase ?? defaultSampling.dryBase,
    dryAllowedLength: input.dryAllowedLength ?? defaultSampling.dryAllowedLength,
    drySequenceBreakers: input.drySequenceBreakers ?? defaultSampling.drySequenceBreakers,
    logitBias: input.logitBias ?? defaultSampling.logitBias,
    topLogprobs: input.topLogprobs ?? defaultSampling.topLogprobs,
  };
}

interface Range {
  readonly field: NumericField;
  readonly allowed: string;
  readonly holds: (value: number) => boolean;
}

type NumericField = Exclude<keyof typeof wireNames, 'drySequenceBreakers' | 'logitBias' | 'stop'>;

const ranges: readonly Range[] = [
  between('temperature', 0, 2),
  atLeastInteger('topK', 0),
  {
    field: 'topP',
    allowed: 'greater than 0 and at most 1',
    holds: (value) => value > 0 && value <= 1,
  },
  between('minP', 0, 1),
  between('frequencyPenalty', -2, 2),
  between('presencePenalty', -2, 2),
  {
    field: 'repetitionPenalty',
    allowed: 'a finite number greater than 0',
    holds: (value) => value > 0 && value < Infinity,
  },
  atLeast('dryMultiplier', 0),
  atLeast('dryBase', 1),
  atLeastInteger('dryAllowedLength', 1),
  integerBetween('topLogprobs', 0, 20),
  integerBetween('n', 1, 8),
  {
    field: 'seed',
    allowed: 'an integer between -(2^53 - 1) and 2^53 - 1',
    holds: Number.isSafeInteger,
  },
];

function between(field: NumericField, least: number, most: number): Range {
  const holds = (value: number) => value >= least && value <= most;
  return { field, allowed: `between ${least} and ${most}`, holds };
}

function integerBetween(field: NumericField, least: number, most: number): Range {
  const holds = (value: number) => Number.isInteger(value) && value >= least && value <= most;
  return { field, allowed: `an integer between ${least} and ${most}`, holds };
}

function atLeast(field: NumericField, least: number): Range {
  const holds = (value: number) => value >= least && value < Infinity;
  return { field, allowed: `a finite number of at least ${least}`, holds };
}

function atLeastInteger(field: NumericField, least: number): Range {
  const holds = (value: number) => Number.isSafeInteger(value) && value >= least;
  return { field, allowed: `an integer of at least ${least}`, holds };
}

function rangeIssues(range: Range, value: number | undefined): SamplingIssue[] {
  if (value === undefined || range.holds(value)) return [];
  return [issue(wireNames[range.field], `must be ${range.allowed}, got ${value}`)];
}

function biasIssues(
  bias: Readonly<Record<string, number>>,
  vocabularySize: number | undefined,
): SamplingIssue[] {
  return Object.entries(bias).flatMap(([key, value]) => {
    const param = `${wireNames.logitBias}.${key}`;
    if (!/^(0|[1-9]\d*)$/.test(key)) return [issue(param, 'must be named by a token id')];
    if (vocabularySize !== undefined && Number(key) >= vocabularySize) {
      return [issue(param, `must be a token id below ${vocabularySize}, the vocabulary's size`)];
    }
    if (value >= -100 && value <= 100) return [];
    return [issue(param, `must be between -100 and 100, got ${value}`)];
  });
}

function listIssues(param: string, strings: readonly string[], most: number): SamplingIssue[] {
  if (strings.length > most) {
    return [issue(param, `must have at most ${most} strings, got ${strings.length}`)];
  }
  return strings.flatMap((text, index) =>
    text === '' ? [issue(`${param}[${index}]`, 'must not be empty')] : [],
  );
}

function issue(param: string, predicate: string): SamplingIssue {
  return { param, message: `${param} ${predicate}` };
}
