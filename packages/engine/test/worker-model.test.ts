import {
  ConstraintRefusedError,
  ContextLengthError,
  type GenerationDelta,
  generate,
  type LanguageModel,
  loadModel,
  ModelLoadError,
} from '@antiphon/backend';
import { modelFolder, modelId } from '@antiphon/embedded-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalModel, openLocalModel } from '../src/index.ts';

const never = new AbortController().signal;
const lines: string[] = [];
let model: LanguageModel;

beforeAll(async () => {
  model = await openLocalModel(modelFolder, {
    load: { id: modelId, log: (line) => lines.push(line) },
  });
});

afterAll(() => model.close());

function request(target: LanguageModel, prompt: string, more: object = {}) {
  const conversation = { messages: [{ role: 'user' as const, content: prompt }] };
  const sampling = target.settleSampling({ temperature: 0, seed: 1 });
  return { conversation, sampling, tenant: 'tenant', maxTokens: 40, ...more };
}

function ask(target: LanguageModel, prompt: string, more: object = {}, signal = never) {
  return Array.fromAsync(generate(target, request(target, prompt, more), signal));
}

function textOf(deltas: readonly GenerationDelta[]): string {
  return deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('');
}

test('a model in a thread of its own says what it says in this one', async () => {
  const here = createLocalModel(await loadModel(modelFolder, { id: modelId }));
  const prompt = 'What is the capital of France?';
  const [there, local] = [await ask(model, prompt), await ask(here, prompt)];
  expect(textOf(there)).toBe('The capital of France is Paris.');
  expect(textOf(there)).toBe(textOf(local));
  expect(there.at(-1)).toEqual(local.at(-1));
  expect(model.id).toBe(modelId);
  expect(model.capabilities).toEqual(here.capabilities);
  expect(await model.countTokens(request(model, prompt).conversation)).toBe(
    await here.countTokens(request(here, prompt).conversation),
  );
  await here.close();
});

test('it tells what runs the model', () => {
  expect(lines.join('\n')).toContain('onnx');
});

test('faults keep their class and what they tell', async () => {
  const refused = ask(model, 'x', { constraint: { type: 'regex', value: '(' } });
  await expect(refused).rejects.toBeInstanceOf(ConstraintRefusedError);
  await expect(refused).rejects.toMatchObject({ code: 'invalid_grammar', issues: [{}] });
  const long = ask(model, 'word '.repeat(5000));
  await expect(long).rejects.toBeInstanceOf(ContextLengthError);
  await expect(long).rejects.toMatchObject({ contextLength: model.capabilities.contextLength });
});

/** A red circle on white, 64 × 64. */
const CIRCLE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAgMAAADXB5lNAAAADFBMVEX/////vb3/Pj7/AADpK/VEAAAAvUlEQVR42u2TuRHCQAxF3wI2MyTQAXRACy7BJdABrVACHVCCKYEyCAgcODDH+BNoETbHQA7K9PRXx0gLf4OwOWUdsJSObb8nSasWmEpSZTEAFgAjAPoAoQAIYXt7MZQkaecpxgYqzzEzPnCQG0gcxCaD51C0LCo88gTunb5TTB4VfA10c8qPiu0rAEARZ/EqMeJK5ia4uKI0XjvYGzg4OBtY37spJKl5XGXdAml3T3YOTWektOhcA5DkP/lzrs8OWWiyC3yTAAAAAElFTkSuQmCC';

test('a model whose folder has a network for images tells what they show', async () => {
  const image = Buffer.from(CIRCLE, 'base64');
  expect(await model.describeImage?.(image, never)).toBe('a picture: a red circle on white');
  expect(await model.describeImage?.(Buffer.from('no image'), never)).toBeUndefined();
  const abort = new AbortController();
  const stopped = model.describeImage?.(image, abort.signal);
  abort.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');
});

test('an abort ends one answer with its reason and leaves the others alone', async () => {
  const endless = { sampling: model.settleSampling({ logitBias: { 2: -100 } }), maxTokens: 1500 };
  const abort = new AbortController();
  const stopped = (async () => {
    for await (const _ of generate(model, request(model, 'Go on', endless), abort.signal)) {
      abort.abort(new Error('enough'));
    }
  })();
  const other = ask(model, 'What is the capital of France?');
  await expect(stopped).rejects.toThrow('enough');
  expect(textOf(await other)).toBe('The capital of France is Paris.');
});

test('one that is prepared and called off is never run', async () => {
  const abort = new AbortController();
  const prepared = await model.prepare(request(model, 'Hi'), abort.signal);
  expect(prepared.promptTokens).toBeGreaterThan(0);
  abort.abort(new Error('no longer wanted'));
  await expect(Array.fromAsync(prepared.run())).rejects.toThrow('no longer wanted');
});

test('what cannot be loaded says so', async () => {
  const missing = openLocalModel('/no/such/model', { load: { offline: true } });
  await expect(missing).rejects.toBeInstanceOf(ModelLoadError);
});

test('a load that is called off ends with the reason', async () => {
  const load = { signal: AbortSignal.abort(new Error('stop')) };
  await expect(openLocalModel(modelFolder, { load })).rejects.toThrow('stop');
});

test('a closed model answers no more, and what ran ends with a fault', async () => {
  const closing = await openLocalModel(modelFolder);
  const endless = { sampling: closing.settleSampling({ logitBias: { 2: -100 } }), maxTokens: 1500 };
  const running = ask(closing, 'Go on', endless);
  running.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  await closing.close();
  await expect(running).rejects.toThrow();
  await expect(ask(closing, 'Hi')).rejects.toThrow('ended');
});
