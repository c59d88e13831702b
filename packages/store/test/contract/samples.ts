import type {
  CreateResponse,
  Item,
  OutputMessage,
  ResponseEvent,
  ResponseResource,
} from '@antiphon/protocol';
import type { NewResponse, ResponseStore } from '../../src/index.ts';

export const TENANT = 'tenant';

export const request: CreateResponse = { model: 'm', background: true, seed: 7 };

export function keyOf(id: string, tenant = TENANT): { tenant: string; id: string } {
  return { tenant, id };
}

/** Stores a turn from its creation to its end. */
export async function addTurn(
  store: ResponseStore,
  id: string,
  { parent = null, tenant = TENANT }: { parent?: string | null; tenant?: string } = {},
): Promise<void> {
  const response = { ...resource(id), previous_response_id: parent };
  await store.create({ tenant, response, input: [user(`to ${id}`)] });
  const finished = completed(response, [assistant(`of ${id}`)]);
  await store.finish({ tenant, id }, { response: finished, events: [snapshot(finished, 0)] });
}

/** A response that is being made. */
export async function startTurn(
  store: ResponseStore,
  id: string,
  more: Partial<NewResponse> = {},
): Promise<ResponseResource> {
  const response = resource(id);
  await store.create({ tenant: TENANT, response, input: [user(`to ${id}`)], ...more });
  return response;
}

export function completed(
  response: ResponseResource,
  output: ResponseResource['output'] = [],
): ResponseResource {
  return { ...response, status: 'completed', completed_at: 2, output };
}

export function texts(items: readonly (Item | undefined)[] | undefined): string[] | undefined {
  return items?.map((item) => {
    if (item?.type !== 'message') throw new Error(`the item is ${item?.type ?? 'not there'}`);
    return item.content.map((part) => ('text' in part ? part.text : '')).join('');
  });
}

export function ids(items: readonly Item[] | undefined): string[] | undefined {
  return items?.map(({ id }) => id);
}

export function user(text: string, id = `msg_${text}`): Item {
  const content = [{ type: 'input_text' as const, text }];
  return { type: 'message', id, status: 'completed', role: 'user', content };
}

export function assistant(text: string, id = `msg_${text}`): OutputMessage {
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  return { type: 'message', id, status: 'completed', role: 'assistant', content };
}

export function delta(sequence: number, text = `${sequence}`): ResponseEvent {
  return {
    type: 'response.output_text.delta',
    sequence_number: sequence,
    item_id: 'msg_1',
    output_index: 0,
    content_index: 0,
    delta: text,
    logprobs: [],
  };
}

export function deltas(from: number, to: number): ResponseEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => delta(from + index));
}

/** The event that carries the response, by its status. */
export function snapshot(response: ResponseResource, sequence: number): ResponseEvent {
  const { status } = response;
  if (status === 'cancelled') throw new Error('there is no event for a cancelled response');
  return { type: `response.${status}`, sequence_number: sequence, response };
}

export function resource(id: string): ResponseResource {
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
    text: { format: { type: 'text' }, verbosity: 'medium' },
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
    metadata: { topic: 'né\0\ud83d\ude00' },
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
    dry_sequence_breakers: ['\n'],
    logit_bias: {},
    seed: 1,
    n: 1,
    stop: [],
    grammar: null,
    logprobs: false,
  };
}
