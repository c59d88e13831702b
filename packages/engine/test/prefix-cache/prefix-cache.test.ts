import type { ModelAbilities } from '@antiphon/backend';
import { expect, test } from 'vitest';
import { PrefixCache } from '../../src/prefix-cache/prefix-cache.ts';
import { HashModel } from '../scheduler/hash-model.ts';
import { promptOf } from '../scheduler/requests.ts';

const signal = new AbortController().signal;

function setUp({
  maxTokens = 10_000,
  can = {},
}: {
  maxTokens?: number;
  can?: Partial<ModelAbilities>;
} = {}) {
  const model = new HashModel({ maxSequences: 32, can });
  const cache = new PrefixCache(model.info.can, maxTokens);
  const run = async (tokens: readonly number[]) => {
    const sequence = model.open();
    await model.step([{ sequence, tokens, logits: 'none' }], signal);
    return sequence;
  };
  const keep = async (tokens: readonly number[], tenant = 'tenant') =>
    cache.rest(cache.announce(tenant, await run(tokens), tokens), tokens);
  const lengthFor = (tokens: readonly number[], tenant = 'tenant') =>
    cache.find(tenant, tokens, tokens.length).ready?.length ?? 0;
  return { model, cache, run, keep, lengthFor };
}

test('the longest common prefix is found, and none that is short', async () => {
  const { keep, lengthFor } = setUp();
  const text = promptOf(100, 1);
  await keep([...text.slice(0, 50), ...promptOf(20, 2)]);
  await keep([...text.slice(0, 80), ...promptOf(20, 3)]);
  expect(lengthFor(text)).toBe(80);
  expect(lengthFor(text.slice(0, 60))).toBe(60);
  expect(lengthFor([...text.slice(0, 10), ...promptOf(50, 4)])).toBe(0);
});

test('a tenant never finds what another has run', async () => {
  const { keep, lengthFor } = setUp();
  const text = promptOf(100, 1);
  await keep(text, 'one');
  expect(lengthFor(text, 'one')).toBe(100);
  expect(lengthFor(text, 'other')).toBe(0);
});

test('what was not used for longest makes room first', async () => {
  const { model, cache, keep, lengthFor } = setUp({ maxTokens: 250 });
  const texts = [1, 2, 3].map((seed) => promptOf(100, seed));
  await keep(texts[0]!);
  await keep(texts[1]!);
  cache.touch(cache.find('tenant', texts[0]!, 100).ready!.source);
  await keep(texts[2]!);
  expect(texts.map((text) => lengthFor(text))).toEqual([100, 0, 100]);
  expect([cache.entries, cache.tokens, model.heldTokens]).toEqual([2, 200, 200]);
});

test('a sequence replaces those that only begin as it does, and is not kept beside one that has all of it', async () => {
  const { model, cache, keep } = setUp();
  const text = promptOf(100, 1);
  await keep(text.slice(0, 40));
  await keep(text);
  await keep(text.slice(0, 60));
  expect([cache.entries, cache.tokens, model.sequences.size]).toEqual([1, 100, 1]);
});

test('a longer prefix that is being run is told', async () => {
  const { cache, run } = setUp();
  const text = promptOf(100, 1);
  const source = cache.announce('tenant', await run(text.slice(0, 30)), text);
  const { ready, coming } = cache.find('tenant', text, 90);
  expect(ready).toEqual({ source, length: 30 });
  expect(coming).toEqual({ source, length: 90 });
  cache.withdraw(source);
  expect(cache.find('tenant', text, 90)).toEqual({ ready: undefined, coming: undefined });
});

test('of a model that cannot truncate only whole sequences are found', async () => {
  const { keep, lengthFor } = setUp({ can: { truncate: false } });
  const text = promptOf(100, 1);
  await keep([...text.slice(0, 50), ...promptOf(20, 2)]);
  expect(lengthFor(text)).toBe(0);
  await keep(text.slice(0, 40));
  expect(lengthFor(text)).toBe(40);
});

test('of a model that cannot fork nothing is found that another uses', async () => {
  const { cache, run } = setUp({ can: { fork: false } });
  const text = promptOf(100, 1);
  cache.announce('tenant', await run(text), text);
  expect(cache.find('tenant', text, 90)).toEqual({ ready: undefined, coming: undefined });
});
