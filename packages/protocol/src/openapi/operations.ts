import type { SchemaName } from './components.ts';
import * as examples from './examples.ts';
import { idempotencyKey, include, type Parameter, page, pathId, retrieval } from './parameters.ts';

/** One thing that a client can ask for. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: { readonly schema: SchemaName; readonly isOptional?: boolean };
  readonly answer: { readonly schema: SchemaName; readonly example?: unknown };
  /** Whether the answer may be a stream of events instead. */
  readonly canStream?: boolean;
  /** Whether the connection may be made a WebSocket. */
  readonly isWebSocket?: boolean;
}

export type Tag = 'responses' | 'conversations' | 'models';

const responseId = pathId('response_id', 'response');
const conversationId = pathId('conversation_id', 'conversation');
const itemId = pathId('item_id', 'item');
const response = { schema: 'ResponseResource', example: examples.exampleResponse } as const;
const items = { schema: 'ItemList', example: examples.exampleItems } as const;
const conversation = { schema: 'Conversation', example: examples.exampleConversation } as const;

/** Every operation of the API, in the order of the document. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/responses',
    id: 'createResponse',
    tag: 'responses',
    summary: 'Make a response: as a whole, as events, or in the background.',
    parameters: [idempotencyKey],
    body: { schema: 'CreateResponseBody' },
    answer: response,
    canStream: true,
  },
  {
    method: 'get',
    path: '/v1/responses',
    id: 'openWebSocket',
    tag: 'responses',
    summary:
      'Open a WebSocket. Each message of the client is a WebSocketCreateBody, each frame of the server a ResponseEvent or a WebSocketError.',
    answer: { schema: 'ResponseEvent' },
    isWebSocket: true,
  },
  {
    method: 'get',
    path: '/v1/responses/{response_id}',
    id: 'retrieveResponse',
    tag: 'responses',
    summary: 'A stored response as it stands, or its events: those that were and those to come.',
    parameters: [responseId, ...retrieval, include],
    answer: response,
    canStream: true,
  },
  {
    method: 'delete',
    path: '/v1/responses/{response_id}',
    id: 'deleteResponse',
    tag: 'responses',
    summary: 'Delete a stored response.',
    parameters: [responseId],
    answer: { schema: 'DeletedResponse', example: examples.exampleDeletedResponse },
  },
  {
    method: 'post',
    path: '/v1/responses/{response_id}/cancel',
    id: 'cancelResponse',
    tag: 'responses',
    summary: 'Call off a response that is made in the background.',
    parameters: [responseId],
    answer: response,
  },
  {
    method: 'get',
    path: '/v1/responses/{response_id}/input_items',
    id: 'listInputItems',
    tag: 'responses',
    summary: 'The items that a response was given.',
    parameters: [responseId, ...page, include],
    answer: items,
  },
  {
    method: 'post',
    path: '/v1/responses/input_tokens',
    id: 'countInputTokens',
    tag: 'responses',
    summary: 'How many tokens a response would read.',
    body: { schema: 'CountInputTokensBody' },
    answer: { schema: 'InputTokens', example: examples.exampleInputTokens },
  },
  {
    method: 'post',
    path: '/v1/responses/compact',
    id: 'compactResponse',
    tag: 'responses',
    summary: 'A shorter input that stands for a long conversation.',
    body: { schema: 'CompactResponseBody' },
    answer: { schema: 'CompactedResponse', example: examples.exampleCompacted },
  },
  {
    method: 'post',
    path: '/v1/conversations',
    id: 'createConversation',
    tag: 'conversations',
    summary: 'Begin a conversation.',
    body: { schema: 'CreateConversationBody', isOptional: true },
    answer: conversation,
  },
  {
    method: 'get',
    path: '/v1/conversations/{conversation_id}',
    id: 'retrieveConversation',
    tag: 'conversations',
    summary: 'A conversation.',
    parameters: [conversationId],
    answer: conversation,
  },
  {
    method: 'post',
    path: '/v1/conversations/{conversation_id}',
    id: 'updateConversation',
    tag: 'conversations',
    summary: 'Replace the metadata of a conversation.',
    parameters: [conversationId],
    body: { schema: 'UpdateConversationBody' },
    answer: conversation,
  },
  {
    method: 'delete',
    path: '/v1/conversations/{conversation_id}',
    id: 'deleteConversation',
    tag: 'conversations',
    summary: 'Delete a conversation.',
    parameters: [conversationId],
    answer: { schema: 'DeletedConversation', example: examples.exampleDeletedConversation },
  },
  {
    method: 'post',
    path: '/v1/conversations/{conversation_id}/items',
    id: 'createConversationItems',
    tag: 'conversations',
    summary: 'Add items to a conversation.',
    parameters: [conversationId, include],
    body: { schema: 'CreateConversationItemsBody' },
    answer: items,
  },
  {
    method: 'get',
    path: '/v1/conversations/{conversation_id}/items',
    id: 'listConversationItems',
    tag: 'conversations',
    summary: 'The items of a conversation.',
    parameters: [conversationId, ...page, include],
    answer: items,
  },
  {
    method: 'get',
    path: '/v1/conversations/{conversation_id}/items/{item_id}',
    id: 'retrieveConversationItem',
    tag: 'conversations',
    summary: 'One item of a conversation.',
    parameters: [conversationId, itemId, include],
    answer: { schema: 'Item', example: examples.exampleItem },
  },
  {
    method: 'delete',
    path: '/v1/conversations/{conversation_id}/items/{item_id}',
    id: 'deleteConversationItem',
    tag: 'conversations',
    summary: 'Take an item out of a conversation.',
    parameters: [conversationId, itemId],
    answer: conversation,
  },
  {
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    tag: 'models',
    summary: 'The models that are served.',
    answer: { schema: 'ModelList' },
  },
  {
    method: 'get',
    path: '/v1/models/{model}',
    id: 'retrieveModel',
    tag: 'models',
    summary: 'A model, and what it can do.',
    parameters: [pathId('model', 'model')],
    answer: { schema: 'Model' },
  },
];
