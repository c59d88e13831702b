/** Bodies that are right, for each route that takes one; together they have every field and every kind of item. */
const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'Get the weather of a city.',
  parameters: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { city: { type: 'string', maxLength: 9 }, days: { type: 'integer' } },
    required: ['city'],
    additionalProperties: false,
  },
  strict: true,
};

const nested = { type: 'function', function: { name: 'add', parameters: { type: 'object' } } };

const regexTool = {
  type: 'custom',
  name: 'patch',
  description: 'Change a file.',
  format: { type: 'grammar', syntax: 'regex', definition: '[a-z]{1,3}' },
};

const larkTool = {
  type: 'custom',
  name: 'yes',
  format: { type: 'grammar', syntax: 'lark', definition: 'start: "yes" | "no"' },
};

const space = { type: 'namespace', name: 'files', description: 'Files.', tools: [weather] };

const history = [
  { role: 'system', content: 'Be brief.' },
  { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Be kind.' }] },
  {
    type: 'message',
    role: 'user',
    content: [
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' },
      { type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,SGk=' },
    ],
  },
  {
    type: 'reasoning',
    id: 'rs_1',
    summary: [{ type: 'summary_text', text: 'Think.' }],
    content: [{ type: 'reasoning_text', text: 'Think.' }],
  },
  {
    type: 'message',
    role: 'assistant',
    id: 'msg_1',
    status: 'completed',
    phase: 'commentary',
    content: [
      {
        type: 'output_text',
        text: 'A dot.',
        annotations: [
          { type: 'url_citation', url: 'https://x.test', title: 'X', start_index: 0, end_index: 1 },
        ],
        logprobs: [],
      },
    ],
  },
  {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'call_1',
    name: 'get_weather',
    arguments: '{"city":"Paris"}',
    status: 'completed',
  },
  { type: 'function_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: '18' }] },
  { type: 'custom_tool_call', call_id: 'call_2', name: 'patch', input: 'ab' },
  { type: 'custom_tool_call_output', call_id: 'call_2', output: 'done' },
  { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
  { role: 'user', content: 'Hello' },
];

const sampling = {
  temperature: 0.7,
  top_p: 0.9,
  top_k: 40,
  min_p: 0.05,
  frequency_penalty: 0.1,
  presence_penalty: 0.1,
  repetition_penalty: 1.1,
  dry_multiplier: 0.8,
  dry_base: 1.75,
  dry_allowed_length: 2,
  dry_sequence_breakers: ['\n'],
  logit_bias: { 65: -1 },
  seed: 7,
  logprobs: true,
  top_logprobs: 2,
};

export const createBodies = [
  { input: 'Hi' },
  { model: 'scripted', input: 'Hi', stream: true, stream_options: { include_obfuscation: false } },
  { input: history, tools: [weather, nested, regexTool, larkTool, space], tool_choice: 'auto' },
  { input: 'Hi', ...sampling, include: ['message.output_text.logprobs'], n: 2, stop: ['zzz'] },
  {
    input: [{ role: 'user', content: 'Hi' }],
    instructions: 'Be brief.',
    metadata: { key: 'value' },
    max_output_tokens: 40,
    max_tool_calls: 3,
    parallel_tool_calls: false,
    truncation: 'auto',
    store: false,
    service_tier: 'auto',
    safety_identifier: 'someone',
    prompt_cache_key: 'key',
    user: 'someone',
    reasoning: { effort: 'low', summary: 'auto' },
    include: ['reasoning.encrypted_content'],
  },
  {
    input: 'Hi',
    text: {
      format: {
        type: 'json_schema',
        name: 'person',
        strict: true,
        schema: {
          type: 'object',
          properties: { name: { type: 'string', pattern: '^[a-z]+$', maxLength: 4 } },
          required: ['name'],
        },
      },
      verbosity: 'low',
    },
    max_output_tokens: 30,
  },
  { input: 'Hi', grammar: { type: 'regex', value: '[a-z]{2}' } },
  { input: 'Hi', grammar: { type: 'lark', value: 'start: "yes" | "no"' }, stream: true },
  { input: 'Hi', response_format: { type: 'json_object' }, max_output_tokens: 20 },
  { input: 'Hi', background: true },
  { input: 'Hi', background: true, stream: true },
  { input: 'Hi', tools: [weather], tool_choice: { type: 'function', name: 'get_weather' } },
  {
    input: 'Hi',
    tools: [weather, nested],
    tool_choice: {
      type: 'allowed_tools',
      mode: 'auto',
      tools: [{ type: 'function', name: 'add' }],
    },
  },
  { input: 'Hi', previous_response_id: 'resp_0' },
  { input: 'Hi', conversation: { id: 'conv_0' } },
  { input: [{ type: 'item_reference', id: 'msg_0' }] },
];

export const compactBodies = [
  {
    model: 'scripted',
    input: history,
    instructions: 'Keep names.',
    prompt_cache_key: 'key',
  },
  { model: 'scripted', previous_response_id: 'resp_0' },
];

export const countBodies = [
  { input: 'Hi' },
  {
    model: 'scripted',
    input: history,
    instructions: 'Be brief.',
    tools: [weather, regexTool],
    tool_choice: 'auto',
    text: { format: { type: 'text' } },
    reasoning: { effort: 'low' },
    truncation: 'auto',
    parallel_tool_calls: true,
  },
];

export const conversationBodies = [{}, { items: history, metadata: { topic: 'dots' } }];
export const conversationUpdates = [{ metadata: { topic: 'lines' } }];
export const conversationItems = [{ items: history.slice(0, 5) }, { items: history.slice(5) }];
