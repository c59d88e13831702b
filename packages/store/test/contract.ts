import type { Item, ResponseResource } from '@antiphon/protocol';
import { expect, test } from 'vitest';
import type { ResponseStore } from '../src/index.ts';

const TENANT = 'tenant';

/** What every store must do; `open` gives an empty one. */
export function testResponseStore(open: () => Promise<ResponseStore>): void {
  test('a response is there once it is created, and in its terminal state once it is finished', async () => {
    const store = await open();
    const created = resource('resp_1');
    await store.create({ tenant: TENANT, response: created, input: [user('Hi')] });
    expect(await store.get({ tenant: TENANT, id: 'resp_1' })).toEqual(created);
    const finished = { ...created, status: 'completed' as const, output: [assistant('Hello')] };
    await store.finish(TENANT, finished);
    expect(await store.get({ tenant: TENANT, id: 'resp_1' })).toEqual(finished);
    await store.close();
  });

  test('an id is taken once', async () => {
    const store = await open();
    const response = resource('resp_1');
    await store.create({ tenant: TENANT, response, input: [] });
    await expect(
      store.create({ tenant: TENANT, response, input: [user('again')] }),
    ).rejects.toThrow();
    expect(await store.history({ tenant: TENANT, id: 'resp_1' })).toEqual([]);
    await store.close();
  });

  test('the history is the chain, oldest first, input before output', async () => {
    const store = await open();
    await addTurn(store, 'resp_1', null, ['one', '1']);
    await addTurn(store, 'resp_2', 'resp_1', ['two', '2']);
    await addTurn(store, 'resp_3', 'resp_2', ['three', '3']);
    await addTurn(store, 'resp_other', 'resp_1', ['other', 'o']);
    expect(texts(await store.history({ tenant: TENANT, id: 'resp_3' }))).toEqual([
      'one',
      '1',
      'two',
      '2',
      'three',
      '3',
    ]);
    expect(texts(await store.history({ tenant: TENANT, id: 'resp_1' }))).toEqual(['one', '1']);
    await store.close();
  });

  test('a deleted response is gone, and its children keep its items', async () => {
    const store = await open();
    await addTurn(store, 'resp_1', null, ['one', '1']);
    await addTurn(store, 'resp_2', 'resp_1', ['two', '2']);
    const key = { tenant: TENANT, id: 'resp_1' };
    expect(await store.delete(key)).toBe(true);
    expect(await store.get(key)).toBeUndefined();
    expect(await store.history(key)).toBeUndefined();
    expect(await store.delete(key)).toBe(false);
    expect(texts(await store.history({ tenant: TENANT, id: 'resp_2' }))).toEqual([
      'one',
      '1',
      'two',
      '2',
    ]);
    await store.close();
  });

  test('a foreign id and an unknown id are the same', async () => {
    const store = await open();
    await addTurn(store, 'resp_1', null, ['one', '1']);
    for (const key of [
      { tenant: 'other', id: 'resp_1' },
      { tenant: TENANT, id: 'resp_unknown' },
    ]) {
      expect(await store.get(key)).toBeUndefined();
      expect(await store.history(key)).toBeUndefined();
      expect(await store.delete(key)).toBe(false);
    }
    await addTurn(store, 'resp_2', 'resp_1', ['theirs', 't'], 'other');
    expect(texts(await store.history({ tenant: 'other', id: 'resp_2' }))).toEqual(['theirs', 't']);
    expect(await store.get({ tenant: TENANT, id: 'resp_1' })).toBeDefined();
    await store.close();
  });
}

async function addTurn(
  store: ResponseStore,
  id: string,
  parent: string | null,
  [question, answer]: readonly [string, string],
  tenant = TENANT,
): Promise<void> {
  const response = { ...resource(id), previous_response_id: parent };
  await store.create({ tenant, response, input: [user(question)] });
  await store.finish(tenant, { ...response, status: 'completed', output: [assistant(answer)] });
}

function texts(items: readonly Item[] | undefined): string[] | undefined {
  return items?.map((item) => {
    if (item.type !== 'message') throw new Error(`the item is a ${item.type}`);
    return item.content.map((part) => ('text' in part ? part.text : '')).join('');
  });
}

function user(text: string): Item {
  const content = [{ type: 'input_text' as const, text }];
  return { type: 'message', id: `msg_${text}`, status: 'completed', role: 'user', content };
}

function assistant(text: string): ResponseResource['output'][number] {
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  return { type: 'message', id: `msg_${text}`, status: 'completed', role: 'assistant', content };
}

function resource(id: string): ResponseResource {
  return {
    id,
    object: 'response',
    created_at: 1,
    completed_at: null,
    status: 'in_progress',
    incomplete_details: null,
    model: 'm',
    previous_response_id: null,
    instructions: null,
    output: [],
    error: null,
    tools: [],
    tool_choice: 'auto',
    truncation: 'disabled',
    parallel_tool_calls: true,
    text: { format: { type: 'text' } },
    top_p: 1,
    presence_penalty: 0,
    frequency_penalty: 0,
    top_logprobs: 0,
    temperature: 1,
    reasoning: null,
    usage: null,
    max_output_tokens: null,
    max_tool_calls: null,
    store: true,
    background: false,
    service_tier: 'default',
    metadata: { topic: 'né' },
    safety_identifier: null,
    prompt_cache_key: null,
    user: null,
    top_k: 0,
    min_p: 0,
    repetition_penalty: 1,
    dry_multiplier: 0,
    dry_base: 1.75,
    dry_allowed_length: 2,
    dry_sequence_breakers: ['\n'],
    logit_bias: {},
    seed: 1,
    n: 1,
    stop: [],
    grammar: null,
  };
}
