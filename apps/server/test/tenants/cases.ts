import { keyedBody, type World } from './world.ts';

export interface Ask {
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One place of a request where an id of a tenant may stand. */
export interface Case {
  /** As the description of the API names it. */
  readonly route: string;
  /** The parameter or the field of the body that the id stands in. */
  readonly carrier: string;
  /** More about the place. */
  readonly what?: string;
  /** What of somebody else is put there, one after the other. */
  readonly ids: readonly (keyof World)[];
  /** `own` is what the asking tenant has. */
  readonly ask: (id: string, own: World) => Ask;
}

const responses = ['done', 'child', 'running'] as const;
const items = ['inputItem', 'outputItem', 'conversationItem'] as const;

interface ItemCase {
  readonly what: string;
  readonly ids: Case['ids'];
  readonly item: (id: string) => object;
}

/** The items of an input that refer to something. */
const itemCases: readonly ItemCase[] = [
  { what: 'item_reference', ids: items, item: (id) => ({ type: 'item_reference', id }) },
  {
    what: 'function_call_output',
    ids: ['call'],
    item: (call_id) => ({ type: 'function_call_output', call_id, output: 'x' }),
  },
  {
    what: 'custom_tool_call_output',
    ids: ['call'],
    item: (call_id) => ({ type: 'custom_tool_call_output', call_id, output: 'x' }),
  },
  {
    what: 'reasoning',
    ids: ['thoughts'],
    item: (encrypted_content) => ({ type: 'reasoning', summary: [], encrypted_content }),
  },
  {
    what: 'compaction',
    ids: ['summary'],
    item: (encrypted_content) => ({ type: 'compaction', encrypted_content }),
  },
];

/** A body with an id in one of its fields. */
interface BodyCase extends Pick<Case, 'carrier' | 'what' | 'ids'> {
  readonly body: (id: string) => object;
}

function inputCases(carrier: 'input' | 'items'): BodyCase[] {
  return itemCases.map(({ item, ...rest }) => ({
    ...rest,
    carrier,
    body: (id) => ({ [carrier]: [{ role: 'user', content: 'Hi' }, item(id)] }),
  }));
}

const previousCase: BodyCase = {
  carrier: 'previous_response_id',
  ids: responses,
  body: (previous_response_id) => ({ input: 'Hi', previous_response_id }),
};

const conversationCases: readonly BodyCase[] = [
  {
    carrier: 'conversation',
    what: 'as a string',
    ids: ['conversation'],
    body: (conversation) => ({ input: 'Hi', conversation }),
  },
  {
    carrier: 'conversation',
    what: 'as an object',
    ids: ['conversation'],
    body: (id) => ({ input: 'Hi', conversation: { id } }),
  },
];

/** What `POST /v1/responses` may hold; a WebSocket takes the same. */
export const createBodies: readonly BodyCase[] = [
  ...inputCases('input'),
  previousCase,
  ...conversationCases,
];

/** The same fields in other circumstances. */
function along(more: Readonly<Record<string, unknown>>, bodies: readonly BodyCase[]): BodyCase[] {
  return bodies.map(({ what = '', body, ...rest }) => ({
    ...rest,
    what: `${what} with ${JSON.stringify(more)}`,
    body: (id) => ({ ...more, ...body(id) }),
  }));
}

function posted(
  route: string,
  bodies: readonly BodyCase[],
  path: (own: World) => string = () => route.slice('POST '.length),
): Case[] {
  return bodies.map(({ body, ...rest }) => ({
    ...rest,
    route,
    ask: (id, own) => ({ path: path(own), body: body(id) }),
  }));
}

/** An id in the path; the rest of the request is right. */
function inPath(route: string, carrier: 'response_id' | 'conversation_id', body?: object): Case {
  const path = route.slice(route.indexOf('/'));
  return {
    route,
    carrier,
    ids: carrier === 'response_id' ? responses : ['conversation'],
    ask: (id, own) => ({
      path: path.replace(`{${carrier}}`, id).replace('{item_id}', own.conversationItem),
      ...(body && { body }),
    }),
  };
}

const item = '/v1/conversations/{conversation_id}/items/{item_id}';
const itemsOf = ({ conversation }: World) => `/v1/conversations/${conversation}/items`;

function itemInPath(method: 'GET' | 'DELETE', ofOther: boolean): Case {
  const ids: Case['ids'] = ofOther ? ['conversation'] : items;
  return {
    route: `${method} ${item}`,
    carrier: ofOther ? 'conversation_id' : 'item_id',
    ids,
    ask: (id, own) => ({
      path: ofOther
        ? `/v1/conversations/${id}/items/${own.conversationItem}`
        : `${itemsOf(own)}/${id}`,
    }),
  };
}

function query(of: Case, text: string): Case {
  return {
    ...of,
    what: text,
    ask: (id, own) => {
      const { path, ...rest } = of.ask(id, own);
      return { ...rest, path: `${path}?${text}` };
    },
  };
}

function keyed(kind: 'key' | 'otherKey', body: object): Case {
  const path = '/v1/responses';
  const ask: Case['ask'] = (key) => ({ path, body, headers: { 'idempotency-key': key } });
  return { route: `POST ${path}`, carrier: 'Idempotency-Key', ids: [kind], ask };
}

const response = '/v1/responses/{response_id}';
const conversation = '/v1/conversations/{conversation_id}';
const retrieve = inPath(`GET ${response}`, 'response_id');

/** Every place in every request where an id of a tenant may stand. */
export const cases: readonly Case[] = [
  ...posted('POST /v1/responses', createBodies),
  ...posted('POST /v1/responses', along({ stream: true }, createBodies)),
  ...posted('POST /v1/responses', along({ background: true }, createBodies)),
  keyed('key', keyedBody),
  keyed('otherKey', { ...keyedBody, seed: 2 }),
  retrieve,
  query(retrieve, 'stream=true'),
  query(retrieve, 'stream=true&starting_after=1'),
  query(retrieve, 'stream=true&starting_after=999999'),
  inPath(`DELETE ${response}`, 'response_id'),
  inPath(`POST ${response}/cancel`, 'response_id'),
  inPath(`GET ${response}/input_items`, 'response_id'),
  {
    route: `GET ${response}/input_items`,
    carrier: 'after',
    ids: items,
    ask: (id, own) => ({ path: `/v1/responses/${own.done}/input_items?after=${id}` }),
  },
  ...posted('POST /v1/responses/input_tokens', createBodies),
  ...posted(
    'POST /v1/responses/compact',
    along({ model: 'scripted' }, [...inputCases('input'), previousCase]),
  ),
  ...posted('POST /v1/conversations', inputCases('items')),
  inPath(`GET ${conversation}`, 'conversation_id'),
  inPath(`POST ${conversation}`, 'conversation_id', { metadata: { is: 'taken' } }),
  inPath(`DELETE ${conversation}`, 'conversation_id'),
  inPath(`POST ${conversation}/items`, 'conversation_id', {
    items: [{ role: 'user', content: 'Hi' }],
  }),
  ...posted(`POST ${conversation}/items`, inputCases('items'), itemsOf),
  inPath(`GET ${conversation}/items`, 'conversation_id'),
  {
    route: `GET ${conversation}/items`,
    carrier: 'after',
    ids: items,
    ask: (id, own) => ({ path: `${itemsOf(own)}?after=${id}` }),
  },
  itemInPath('GET', true),
  itemInPath('GET', false),
  itemInPath('DELETE', true),
  itemInPath('DELETE', false),
];

/** Parameters and fields in which no id of a tenant stands. */
export const withoutIds: ReadonlySet<string> = new Set([
  // Of queries.
  'include[]',
  'include_obfuscation',
  'limit',
  'order',
  'starting_after',
  // Models are everybody's.
  'model',
  // Of bodies. What labels a request refers to nothing that is stored; what would is refused by name.
  ...['safety_identifier', 'user', 'metadata', 'prompt_cache_key', 'prompt', 'image'],
  ...['access_programs', 'moderation', 'personality', 'service_tier', 'context_management'],
  ...['prompt_cache_retention', 'prompt_cache_options', 'web_search_options'],
  ...['instructions', 'store', 'stream', 'stream_options', 'background', 'include', 'reasoning'],
  ...['max_output_tokens', 'stop', 'n', 'text', 'response_format', 'grammar', 'truncation'],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'max_tool_calls', 'seed', 'logit_bias'],
  ...['temperature', 'top_p', 'top_k', 'min_p', 'logprobs', 'top_logprobs'],
  ...['frequency_penalty', 'presence_penalty', 'repetition_penalty', 'dry_multiplier'],
  ...['dry_base', 'dry_allowed_length', 'dry_sequence_breakers'],
]);
