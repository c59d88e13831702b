/** Bodies as clients were seen to send them. */
export const capturedBodies: readonly object[] = [
  { model: 'm', input: 'Hi', stream: true },
  { model: 'm', input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }] },
  {
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'a' }] },
      { type: 'item_reference', id: 'msg_1' },
      { type: 'function_call_output', call_id: 'c', output: 'x' },
      { role: 'assistant', content: 'b', phase: 'commentary' },
    ],
    tools: [
      { type: 'function', name: 'f', parameters: { $schema: 'x', type: 'object' }, strict: false },
    ],
    tool_choice: 'auto',
    include: [],
    text: {},
    store: false,
    reasoning: { summary: 'auto' },
    prompt_cache_key: 'k',
    client_metadata: { a: 'b' },
  },
  {
    input: [{ type: 'reasoning', id: 'rs_1', summary: [], content: null, encrypted_content: null }],
    text: { format: { type: 'json_schema', name: 'n', schema: {}, strict: null } },
    tools: [
      { type: 'function', function: { name: 'f', parameters: null } },
      { type: 'web_search', external_web_access: false },
      { type: 'namespace', name: 'n', description: 'd', tools: [{ type: 'custom', name: 'c' }] },
    ],
    tool_choice: { type: 'allowed_tools', tools: [{ type: 'function', name: 'f' }] },
    response_format: null,
    temperature: null,
  },
];
