import {
  ContextLengthError,
  type Conversation,
  createScriptedModel,
  type GenerationDelta,
  type GenerationRequest,
  generate,
  type LanguageModel,
  loadModel,
  SamplingError,
  type SamplingRequest,
  type Script,
} from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { expect, test } from 'vitest';
import { templateTokenizer } from '../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { createLocalModel } from '../src/index.ts';

const conversation = { messages: [{ role: 'user', content: 'Hi' }] } as const;
const tenant = 'tenant';
const never = new AbortController().signal;

function scripted(script: Script, options = {}): LanguageModel {
  return createLocalModel(createScriptedModel(script, options));
}

async function collect(
  model: LanguageModel,
  options: { sampling?: SamplingRequest; maxTokens?: number } = {},
): Promise<GenerationDelta[]> {
  const sampling = model.settleSampling(options.sampling ?? {});
  const limit = options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens };
  return Array.fromAsync(generate(model, { conversation, sampling, ...limit, tenant }, never));
}

function textOf(deltas: readonly GenerationDelta[]): string {
  return deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('');
}

test('an answer ends with its reason and the tokens it took', async () => {
  const model = scripted(() => 'Hello!');
  const deltas = await collect(model);
  const inputTokens = await model.countTokens(conversation);
  expect(textOf(deltas)).toBe('Hello!');
  expect(deltas.slice(-2)).toEqual([
    { kind: 'finish', choice: 0, reason: 'stop' },
    { kind: 'usage', inputTokens, cachedTokens: 0, outputTokens: 6, reasoningTokens: 0 },
  ]);
});

test('no delta splits a code point, although each token is one byte', async () => {
  const answer = 'né 漢字 👩‍👩‍👧!';
  const texts = (await collect(scripted(() => answer))).flatMap((delta) =>
    delta.kind === 'text' ? [delta.text] : [],
  );
  expect(texts.join('')).toBe(answer);
  expect(texts).toEqual([...answer]);
});

test('a code point that is cut off by the budget becomes U+FFFD', async () => {
  expect(
    textOf(
      await collect(
        scripted(() => 'a漢'),
        { maxTokens: 3 },
      ),
    ),
  ).toBe('a\uFFFD');
});

test('the budget ends an answer, and says so', async () => {
  const deltas = await collect(
    scripted(() => 'Hello!'),
    { maxTokens: 4 },
  );
  expect(textOf(deltas)).toBe('Hell');
  expect(deltas).toContainEqual({ kind: 'finish', choice: 0, reason: 'length' });
});

test('the context ends an answer like a budget, and a prompt that fills it is refused', async () => {
  const promptTokens = await scripted(() => '').countTokens(conversation);
  const deltas = await collect(scripted(() => 'Hello!', { contextLength: promptTokens + 2 }));
  expect(textOf(deltas)).toBe('He');
  expect(deltas).toContainEqual({ kind: 'finish', choice: 0, reason: 'length' });
  await expect(collect(scripted(() => 'Hello!', { contextLength: promptTokens }))).rejects.toThrow(
    ContextLengthError,
  );
});

test('an abort stops the answer within one step and frees the sequence', async () => {
  const model = scripted(() => 'x'.repeat(1000), { maxSequences: 1 });
  const abort = new AbortController();
  const sampling = model.settleSampling({});
  const seen: GenerationDelta[] = [];
  const generation = (async () => {
    for await (const delta of generate(model, { conversation, sampling, tenant }, abort.signal)) {
      if (seen.push(delta) === 3) abort.abort(new Error('enough'));
    }
  })();
  await expect(generation).rejects.toThrow('enough');
  expect(seen).toHaveLength(3);
  expect(textOf(await collect(model, { maxTokens: 2 }))).toBe('xx');
});

test('a reader that goes away frees the sequence', async () => {
  const model = scripted(() => 'x'.repeat(1000), { maxSequences: 1 });
  for await (const _ of generate(
    model,
    { conversation, sampling: model.settleSampling({}), tenant },
    never,
  ))
    break;
  expect(textOf(await collect(model, { maxTokens: 2 }))).toBe('xx');
});

test('more requests than places wait for their turn, and one that waits can be aborted', async () => {
  const model = createLocalModel(createScriptedModel(() => 'Hello!', { maxSequences: 2 }));
  const all = Array.from({ length: 7 }, () => collect(model));
  const abort = AbortSignal.abort(new Error('gone'));
  const aborted = Array.fromAsync(
    generate(model, { conversation, sampling: model.settleSampling({}), tenant }, abort),
  );
  await expect(aborted).rejects.toThrow('gone');
  expect((await Promise.all(all)).map(textOf)).toEqual(Array(7).fill('Hello!'));
});

test('greedy gives the same answer every time; a seed does so at any temperature', async () => {
  const model = createLocalModel(await loadModel(modelFolder));
  const greedy = await Promise.all(
    [1, 2].map((seed) => collect(model, { sampling: { temperature: 0, seed }, maxTokens: 20 })),
  );
  expect(textOf(greedy[0]!)).toBe(textOf(greedy[1]!));
  const hot = [7, 7, 8, 9, 10].map((seed) =>
    collect(model, { sampling: { temperature: 2, minP: 0, seed }, maxTokens: 20 }),
  );
  const [first, again, ...others] = (await Promise.all(hot)).map(textOf);
  expect(again).toBe(first);
  expect(new Set([first, ...others]).size).toBeGreaterThan(1);
  await model.close();
});

test('a seed gives the same tokens alone and among others', async () => {
  const model = createLocalModel(await loadModel(modelFolder));
  const hot = (seed: number) =>
    collect(model, {
      sampling: { temperature: 1.5, minP: 0, topLogprobs: 2, seed },
      maxTokens: 15,
    });
  const alone = [await hot(1), await hot(2), await hot(3)];
  expect(await Promise.all([hot(1), hot(9), hot(2), hot(8), hot(3), hot(1)])).toEqual([
    alone[0],
    expect.anything(),
    alone[1],
    expect.anything(),
    alone[2],
    alone[0],
  ]);
  await model.close();
});

test('what a request leaves unset comes from generation_config, and what nobody sets is neutral', async () => {
  const logitsModel = await loadModel(modelFolder);
  const model = createLocalModel(logitsModel);
  const { temperature } = logitsModel.info.defaults;
  expect(model.settleSampling({})).toMatchObject({
    temperature,
    topP: 1,
    seed: expect.any(Number),
  });
  expect(model.settleSampling({ temperature: 1.5 })).toMatchObject({ temperature: 1.5 });
  await model.close();
});

test('wrong sampling values are refused by their names on the wire', () => {
  const model = scripted(() => '');
  expect(() => model.settleSampling({ temperature: 3 })).toThrow(
    'temperature must be between 0 and 2, got 3',
  );
  expect(() => model.settleSampling({ logitBias: { 258: 1 } })).toThrow(SamplingError);
});

test('logprobs name the bytes of each token, the likeliest beside them', async () => {
  const deltas = await collect(
    scripted(() => 'né'),
    { sampling: { topLogprobs: 2 } },
  );
  const tokens = deltas.flatMap((delta) =>
    delta.kind === 'text' ? [...(delta.tokens ?? [])] : [],
  );
  expect(Buffer.concat(tokens.map((token) => token.bytes)).toString()).toBe('né');
  for (const token of tokens) {
    expect(token.top).toHaveLength(2);
    expect(token.top[0]).toEqual({ bytes: token.bytes, logprob: token.logprob });
    // 258 tokens, one of which is 20 above the others.
    expect(token.logprob).toBeCloseTo(-Math.log(1 + 257 * Math.exp(-20)), 9);
  }
});

test('a model whose template opens thoughts where they are asked for answers a grammar at once where they are not', async () => {
  const chatTemplate = '</think>assistant:{% if enable_thinking %}<think>{% endif %}';
  const logitsModel = createScriptedModel(() => '<think>hm</think>yes', { chatTemplate });
  const written = templateTokenizer(chatTemplate);
  const model = createLocalModel({
    ...logitsModel,
    tokenizer: {
      ...logitsModel.tokenizer,
      render: (asked) => ({
        tokens: logitsModel.tokenizer.render(asked).tokens,
        ending: written.render(asked).ending,
      }),
    },
  });
  const answer = async (setting: Partial<Conversation>) => {
    const request: GenerationRequest = {
      conversation: { ...conversation, ...setting },
      constraint: { type: 'lark', value: 'start: "yes" | "no"' },
      sampling: model.settleSampling({ temperature: 0 }),
      tenant,
    };
    const deltas = await Array.fromAsync(generate(model, request, never));
    const thoughts = deltas.some(({ kind }) => kind === 'reasoning');
    return [thoughts, textOf(deltas)];
  };
  const atOnce = [false, expect.stringMatching(/^(yes|no)$/)];
  expect(await answer({})).toEqual(atOnce);
  expect(await answer({ reasoningEffort: 'none' })).toEqual(atOnce);
  expect(await answer({ reasoningEffort: 'medium' })).toEqual([true, 'yes']);
});
