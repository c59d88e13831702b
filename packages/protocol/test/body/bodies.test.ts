import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import {
  CompactResponseBody,
  CountInputTokensBody,
  CreateConversationBody,
  CreateConversationItemsBody,
  CreateResponseBody,
  InvalidRequestError,
  parseCompactResponse,
  parseCountInputTokens,
  parseCreateConversation,
  parseCreateConversationItems,
  parseCreateResponse,
  parseUpdateConversation,
  parseWebSocketMessage,
  UpdateConversationBody,
  WebSocketCreateBody,
} from '../../src/index.ts';
import { capturedBodies } from '../captured-bodies.ts';
import { contractFaults } from '../open-responses-contract.ts';
import { seededRandom } from '../random-stream.ts';
import { randomValue } from '../random-value.ts';

/** What a schema cannot say: fields that exclude or need each other. */
const beyondSchema = /exclude each other|differ; give one|in its place|another tool has the name/;

test.each<[string, TSchema, (body: unknown) => unknown]>([
  ['POST /v1/responses', CreateResponseBody, parseCreateResponse],
  ['POST /v1/responses/input_tokens', CountInputTokensBody, parseCountInputTokens],
  ['POST /v1/responses/compact', CompactResponseBody, parseCompactResponse],
  ['POST /v1/conversations', CreateConversationBody, parseCreateConversation],
  ['POST /v1/conversations/{id}', UpdateConversationBody, parseUpdateConversation],
  ['POST /v1/conversations/{id}/items', CreateConversationItemsBody, parseCreateConversationItems],
])('what the schema of the body of %s allows, the parser accepts', (_, schema, parse) => {
  const random = seededRandom(3);
  let accepted = 0;
  for (let round = 0; round < 1000; round++) {
    const body = randomValue(schema, random);
    expect(Check(schema, body)).toBe(true);
    try {
      parse(body);
      accepted++;
    } catch (fault) {
      if (!(fault instanceof InvalidRequestError) || !beyondSchema.test(fault.message)) {
        throw new Error(JSON.stringify(body), { cause: fault });
      }
    }
  }
  expect(accepted).toBeGreaterThan(100);
});

test('what clients were seen to send is in the schema of the body, and is accepted', () => {
  for (const body of capturedBodies) {
    expect(Check(CreateResponseBody, body), JSON.stringify(body)).toBe(true);
    expect(() => parseCreateResponse(body)).not.toThrow();
    const message = { type: 'response.create', generate: false, ...body };
    expect(Check(WebSocketCreateBody, message)).toBe(true);
    expect(() => parseWebSocketMessage(message)).not.toThrow();
  }
});

test('whatever items the contract allows as input are accepted', () => {
  const items = [
    { id: 'msg_1' },
    { type: null, id: 'msg_1' },
    { type: 'reasoning', id: null, summary: [{ type: 'summary_text', text: 's' }], content: null },
    { type: 'compaction', id: null, encrypted_content: 'sealed' },
    {
      type: 'message',
      role: 'user',
      status: 'received',
      content: [
        { type: 'input_image', image_url: 'data:image/png;base64,AA', detail: null },
        { type: 'input_file', filename: null, file_data: 'data:text/plain;base64,AA' },
      ],
    },
    { type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: 'no' }] },
    { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', status: null },
    {
      type: 'function_call_output',
      call_id: 'c',
      output: [{ type: 'input_video', video_url: 'u' }],
    },
  ];
  for (const item of items) {
    expect(contractFaults('ItemParam', item)).toEqual([]);
    expect(() => parseCreateResponse({ input: [item] })).not.toThrow();
  }
});
