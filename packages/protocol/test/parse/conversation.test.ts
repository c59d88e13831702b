import { expect, test } from 'vitest';
import {
  parseCreateConversation,
  parseCreateConversationItems,
  parseUpdateConversation,
} from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const message = { role: 'user', content: 'Hi' };
const parsed = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] };

test('a conversation may be created with nothing, or with items and metadata', () => {
  expect(parseCreateConversation(undefined)).toEqual({ items: [], metadata: {} });
  expect(parseCreateConversation({ items: null, metadata: null })).toEqual({
    items: [],
    metadata: {},
  });
  expect(parseCreateConversation({ items: [message], metadata: { a: 'b' } })).toEqual({
    items: [parsed],
    metadata: { a: 'b' },
  });
});

test('items are added as they are given to a response', () => {
  expect(parseCreateConversationItems({ items: [message] })).toEqual({ items: [parsed] });
});

test('an update replaces the metadata, and null takes them away', () => {
  expect(parseUpdateConversation({ metadata: { a: 'b' } })).toEqual({ metadata: { a: 'b' } });
  expect(parseUpdateConversation({ metadata: null })).toEqual({ metadata: {} });
});

test.each([
  [() => parseCreateConversation([]), ''],
  [() => parseCreateConversation({ items: Array(21).fill(message) }), 'items'],
  [() => parseCreateConversation({ items: [{ role: 'user' }] }), 'items[0].content'],
  [() => parseCreateConversation({ metadata: { a: 1 } }), 'metadata.a'],
  [() => parseUpdateConversation({}), 'metadata'],
  [() => parseUpdateConversation({ metadata: 'x' }), 'metadata'],
  [() => parseCreateConversationItems({}), 'items'],
  [() => parseCreateConversationItems({ items: [] }), 'items'],
])('%s is refused by the name of the field', (parse, param) => {
  expect(refusal(parse).param).toBe(param);
});
