import {
  createScriptedModel,
  type GenerationDelta,
  type GenerationRequest,
  type LanguageModel,
} from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomModelOptions {
  readonly random: () => number;
  /** Called before each delta. What it throws is the model's fault. */
  readonly beforeDelta?: () => void;
}

const local = createLocalModel(createScriptedModel(() => ''));

/** A model that says anything that a model can say, in any order, cut in any way. */
export function createRandomModel({ random, beforeDelta }: RandomModelOptions): LanguageModel {
  return {
    ...local,
    capabilities: { contextLength: 100_000, tools: true, reasoning: true, maxChoices: 8 },
    prepare: async (request, signal) => ({
      promptTokens: 3,
      async *run() {
        for (const delta of randomDeltas(request, random)) {
          signal.throwIfAborted();
          beforeDelta?.();
          signal.throwIfAborted();
          yield delta;
        }
      },
    }),
  };
}

/** The deltas of all choices, shuffled into one another. */
function* randomDeltas(
  request: GenerationRequest,
  random: () => number,
): Generator<GenerationDelta> {
  const choices = Array.from({ length: request.choices ?? 1 }, (_, choice) => [
    ...choiceDeltas(choice, request, random),
  ]);
  while (choices.some((deltas) => deltas.length > 0)) {
    const left = choices.filter((deltas) => deltas.length > 0);
    yield pick(left, random).shift()!;
  }
  yield { kind: 'usage', inputTokens: 3, cachedTokens: 1, outputTokens: 7, reasoningTokens: 2 };
}

function* choiceDeltas(
  choice: number,
  { conversation }: GenerationRequest,
  random: () => number,
): Generator<GenerationDelta> {
  const names = [...(conversation.tools ?? []).map(({ name }) => name), 'made_up'];
  const count = Math.floor(random() * 6);
  for (let call = 0; call < count; call++) {
    const kind = pick(['text', 'text', 'refusal', 'reasoning', 'call', 'call'] as const, random);
    if (kind !== 'call') {
      for (const text of pieces('Né “quoted” — 火 text.\n\nMore. ', random)) {
        yield { kind, choice, text };
      }
      continue;
    }
    const name = pick(names, random);
    yield { kind: 'call-start', choice, call, name, isKnown: name !== 'made_up' };
    const text = random() < 0.8 ? '{"input": "a\\n\\u00e9\\"b\\\\"}' : '{"other": [1, "x"]}';
    const isComplete = random() < 0.9;
    for (const piece of pieces(isComplete ? text : text.slice(0, -4), random)) {
      yield { kind: 'call-arguments', choice, call, text: piece };
    }
    yield { kind: 'call-end', choice, call, isComplete };
    if (!isComplete) break;
  }
  yield { kind: 'finish', choice, reason: random() < 0.75 ? 'stop' : 'length' };
}

function* pieces(text: string, random: () => number): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() * 9);
    yield text.slice(at, at + length);
    at += length;
  }
}

export function pick<Value>(values: readonly Value[], random: () => number): Value {
  return values[Math.floor(random() * values.length)]!;
}
