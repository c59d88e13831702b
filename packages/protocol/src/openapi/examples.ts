import type { CompactedResponse } from '../compact.ts';
import type { Conversation, DeletedConversation } from '../conversation.ts';
import type { ErrorBody } from '../error.ts';
import type { ResponseEvent } from '../event/event.ts';
import type { InputTokens } from '../input-tokens.ts';
import type { InputMessage, OutputMessage } from '../item/message.ts';
import type { ItemList } from '../list.ts';
import type { DeletedResponse, ResponseResource } from '../response.ts';
import type { Usage } from '../usage.ts';

const question: InputMessage = {
  type: 'message',
  id: 'msg_01',
  status: 'completed',
  role: 'user',
  content: [{ type: 'input_text', text: 'Say hello.' }],
};

const answer: OutputMessage = {
  type: 'message',
  id: 'msg_02',
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'Hello!', annotations: [] }],
};

const usage: Usage = {
  input_tokens: 12,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 15,
};

export const exampleResponse: ResponseResource = {
  id: 'resp_01',
  object: 'response',
  created_at: 1_767_225_600,
  completed_at: 1_767_225_601,
  status: 'completed',
  incomplete_details: null,
  model: 'local-model',
  previous_response_id: null,
  instructions: null,
  output: [answer],
  error: null,
  tools: [],
  tool_choice: 'auto',
  truncation: 'disabled',
  parallel_tool_calls: true,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_logprobs: 0,
  temperature: 1,
  reasoning: null,
  usage,
  max_output_tokens: null,
  max_tool_calls: null,
  store: true,
  background: false,
  service_tier: 'default',
  metadata: {},
  safety_identifier: null,
  prompt_cache_key: null,
  user: null,
  conversation: null,
  context_management: null,
  prompt_cache_retention: null,
  top_k: 0,
  min_p: 0,
  repetition_penalty: 1,
  dry_multiplier: 0,
  dry_base: 1.75,
  dry_allowed_length: 2,
  dry_sequence_breakers: ['\n', ':', '"', '*'],
  logit_bias: {},
  seed: 42,
  n: 1,
  stop: [],
  grammar: null,
  logprobs: false,
};

const begun: ResponseResource = {
  ...exampleResponse,
  completed_at: null,
  status: 'in_progress',
  output: [],
  usage: null,
};

const part = { item_id: answer.id, output_index: 0, content_index: 0 };
const emptyText = { type: 'output_text' as const, text: '', annotations: [] };

export const exampleEvents: readonly ResponseEvent[] = [
  { type: 'response.created', sequence_number: 0, response: begun },
  { type: 'response.in_progress', sequence_number: 1, response: begun },
  {
    type: 'response.output_item.added',
    sequence_number: 2,
    output_index: 0,
    item: { ...answer, status: 'in_progress', content: [] },
  },
  { type: 'response.content_part.added', sequence_number: 3, ...part, part: emptyText },
  {
    type: 'response.output_text.delta',
    sequence_number: 4,
    ...part,
    delta: 'Hello!',
    logprobs: [],
  },
  { type: 'response.output_text.done', sequence_number: 5, ...part, text: 'Hello!', logprobs: [] },
  {
    type: 'response.content_part.done',
    sequence_number: 6,
    ...part,
    part: { ...emptyText, text: 'Hello!' },
  },
  { type: 'response.output_item.done', sequence_number: 7, output_index: 0, item: answer },
  { type: 'response.completed', sequence_number: 8, response: exampleResponse },
];

/** The events as they stand in the body of a streamed answer. */
export const exampleStream = exampleEvents
  .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  .concat('data: [DONE]\n\n')
  .join('');

export const exampleCompacted: CompactedResponse = {
  id: 'cmpr_01',
  object: 'response.compaction',
  created_at: 1_767_225_602,
  output: [
    question,
    { type: 'compaction', id: 'cmp_01', status: 'completed', encrypted_content: 'c2VhbGVk' },
  ],
  usage,
};

export const exampleItems: ItemList = {
  object: 'list',
  data: [question],
  first_id: question.id,
  last_id: question.id,
  has_more: false,
};

export const exampleConversation: Conversation = {
  id: 'conv_01',
  object: 'conversation',
  created_at: 1_767_225_600,
  metadata: { topic: 'greetings' },
};

export const exampleDeletedConversation: DeletedConversation = {
  id: 'conv_01',
  object: 'conversation.deleted',
  deleted: true,
};

export const exampleDeletedResponse: DeletedResponse = {
  id: 'resp_01',
  object: 'response.deleted',
  deleted: true,
};

export const exampleInputTokens: InputTokens = {
  object: 'response.input_tokens',
  input_tokens: 12,
};

export const exampleError: ErrorBody = {
  error: {
    type: 'invalid_request_error',
    code: 'invalid_value',
    message: 'temperature must be of type number, got "hot"',
    param: 'temperature',
  },
};

export const exampleItem = question;
