import type {
  Annotation,
  ItemStatus,
  Logprob,
  OutputContent,
  OutputItem,
  ReasoningItem,
  ResponseEvent,
  ResponseResource,
} from '../src/index.ts';
import { ended, resource } from './resource.ts';

/** An event that lacks nothing but its number. */
type Unnumbered = ResponseEvent extends infer Event
  ? Event extends ResponseEvent
    ? Omit<Event, 'sequence_number'> & { readonly type: Event['type'] }
    : never
  : never;

export interface Stream {
  readonly events: readonly ResponseEvent[];
  readonly response: ResponseResource;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The events of a response with some items, whose events are mixed, and the response that they tell. */
export function randomStream(random: () => number): Stream {
  const kinds = [message, reasoning, functionCall, customCall, hostedCall, compaction];
  const status = pick(random, ['completed', 'incomplete', 'failed'] as const);
  const items = Array.from({ length: Math.floor(random() * 4) }, (_, index) => {
    const isCut = status === 'incomplete' && random() < 0.5;
    return pick(random, kinds)(index, isCut ? 'incomplete' : 'completed', random);
  });
  const response = resource();
  const final = ended(
    response,
    status,
    items.map(({ item }) => item),
  );
  const isQueued = random() < 0.3;
  const queued: ResponseResource = { ...response, status: 'queued' };
  const events: Unnumbered[] = [
    { type: 'response.created', response: isQueued ? queued : response },
    ...(isQueued ? [{ type: 'response.queued' as const, response: queued }] : []),
    { type: 'response.in_progress', response },
    ...mixed(
      items.map(({ events: own }) => own),
      random,
    ),
    ...(status === 'failed' && random() < 0.5 ? [error] : []),
    { type: `response.${status}`, response: final },
  ];
  return { events: numbered(events), response: final };
}

/** The events with the numbers that their places give them. */
export function numbered(events: readonly Unnumbered[]): ResponseEvent[] {
  // The events lacked nothing but their numbers.
  return events.map((event, index) => ({ ...event, sequence_number: index }) as ResponseEvent);
}

const error: Unnumbered = {
  type: 'error',
  code: 'server_error',
  message: 'm',
  param: '',
  error: { type: 'server_error', code: 'server_error', message: 'm', param: '' },
};

interface Told {
  readonly item: OutputItem;
  readonly events: readonly Unnumbered[];
}

type Teller = (index: number, status: ItemStatus, random: () => number) => Told;

const message: Teller = (index, status, random) => {
  const id = `msg_${index}`;
  const parts = Array.from({ length: 1 + Math.floor(random() * 2) }, (_, place) =>
    random() < 0.7 ? textPart(id, index, place, random) : refusalPart(id, index, place, random),
  );
  const begun = {
    type: 'message',
    id,
    role: 'assistant',
    status: 'in_progress',
    content: [],
  } as const;
  const item: OutputItem = { ...begun, status, content: parts.map(({ part }) => part) };
  return {
    item,
    events: framed(
      index,
      { ...begun, content: [] },
      item,
      parts.flatMap(({ events }) => events),
    ),
  };
};

interface ToldPart {
  readonly part: OutputContent;
  readonly events: readonly Unnumbered[];
}

function textPart(
  item_id: string,
  output_index: number,
  content_index: number,
  random: () => number,
): ToldPart {
  const place = { item_id, output_index, content_index };
  const pieces = words(random);
  const text = pieces.join('');
  const hasLogprobs = random() < 0.3;
  const logprobsOf = (piece: string): Logprob[] =>
    hasLogprobs ? [{ token: piece, logprob: -1, bytes: [65], top_logprobs: [] }] : [];
  const logprobs = pieces.flatMap(logprobsOf);
  const annotation: Annotation = {
    type: 'url_citation',
    url: 'u',
    start_index: 0,
    end_index: 1,
    title: 't',
  };
  const annotations = random() < 0.3 ? [annotation] : [];
  const empty = { type: 'output_text' as const, text: '', annotations: [] };
  const part = { ...empty, text, annotations, ...(hasLogprobs && { logprobs }) };
  const events: Unnumbered[] = [
    { type: 'response.content_part.added', ...place, part: empty },
    ...pieces.map((delta) => ({
      type: 'response.output_text.delta' as const,
      ...place,
      delta,
      logprobs: logprobsOf(delta),
    })),
    ...annotations.map((entry, annotation_index) => ({
      type: 'response.output_text.annotation.added' as const,
      ...place,
      annotation_index,
      annotation: entry,
    })),
    { type: 'response.output_text.done', ...place, text, logprobs },
    { type: 'response.content_part.done', ...place, part },
  ];
  return { part, events };
}

function refusalPart(
  item_id: string,
  output_index: number,
  content_index: number,
  random: () => number,
): ToldPart {
  const place = { item_id, output_index, content_index };
  const pieces = words(random);
  const refusal = pieces.join('');
  const part = { type: 'refusal' as const, refusal };
  const events: Unnumbered[] = [
    { type: 'response.content_part.added', ...place, part: { type: 'refusal', refusal: '' } },
    ...pieces.map((delta) => ({ type: 'response.refusal.delta' as const, ...place, delta })),
    { type: 'response.refusal.done', ...place, refusal },
    { type: 'response.content_part.done', ...place, part },
  ];
  return { part, events };
}

const reasoning: Teller = (output_index, status, random) => {
  const id = `rs_${output_index}`;
  const pieces = words(random);
  const text = pieces.join('');
  const begun: ReasoningItem = { type: 'reasoning', id, status: 'in_progress', summary: [] };
  const sealed = random() < 0.5 ? { encrypted_content: 'sealed' } : {};
  if (random() < 0.5) {
    const place = { item_id: id, output_index, summary_index: 0 };
    const part = { type: 'summary_text' as const, text };
    const item: OutputItem = { ...begun, status, summary: [part], ...sealed };
    return {
      item,
      events: framed(output_index, begun, item, [
        { type: 'response.reasoning_summary_part.added', ...place, part: { ...part, text: '' } },
        ...pieces.map((delta) => ({
          type: 'response.reasoning_summary_text.delta' as const,
          ...place,
          delta,
        })),
        { type: 'response.reasoning_summary_text.done', ...place, text },
        { type: 'response.reasoning_summary_part.done', ...place, part },
      ]),
    };
  }
  const place = { item_id: id, output_index, content_index: 0 };
  const name = pick(random, ['reasoning', 'reasoning_text'] as const);
  const part = { type: 'reasoning_text' as const, text };
  const item: OutputItem = { ...begun, status, content: [part], ...sealed };
  return {
    item,
    events: framed(output_index, begun, item, [
      { type: 'response.content_part.added', ...place, part: { ...part, text: '' } },
      ...pieces.map((delta) => ({ type: `response.${name}.delta` as const, ...place, delta })),
      { type: `response.${name}.done`, ...place, text },
      { type: 'response.content_part.done', ...place, part },
    ]),
  };
};

const functionCall: Teller = (output_index, status, random) => {
  const pieces = words(random);
  const text = pieces.join('');
  const id = `fc_${output_index}`;
  const place = { item_id: id, output_index };
  const begun = { type: 'function_call', id, call_id: `call_${output_index}`, name: 'f' } as const;
  const item: OutputItem = { ...begun, arguments: text, status };
  return {
    item,
    events: framed(output_index, { ...begun, arguments: '', status: 'in_progress' }, item, [
      ...pieces.map((delta) => ({
        type: 'response.function_call_arguments.delta' as const,
        ...place,
        delta,
      })),
      { type: 'response.function_call_arguments.done', ...place, name: 'f', arguments: text },
    ]),
  };
};

const customCall: Teller = (output_index, status, random) => {
  const pieces = words(random);
  const text = pieces.join('');
  const id = `ctc_${output_index}`;
  const place = { item_id: id, output_index };
  const begun = {
    type: 'custom_tool_call',
    id,
    call_id: `call_${output_index}`,
    name: 'f',
  } as const;
  const item: OutputItem = { ...begun, input: text, status };
  return {
    item,
    events: framed(output_index, { ...begun, input: '', status: 'in_progress' }, item, [
      ...pieces.map((delta) => ({
        type: 'response.custom_tool_call_input.delta' as const,
        ...place,
        delta,
      })),
      { type: 'response.custom_tool_call_input.done', ...place, input: text },
    ]),
  };
};

const hostedCall: Teller = (output_index, status) => {
  const id = `ws_${output_index}`;
  const begun: OutputItem = { type: 'web_search_call', id, status: 'in_progress' };
  const item: OutputItem = { ...begun, status, action: { type: 'search', query: 'x' } };
  return { item, events: framed(output_index, begun, item, []) };
};

const compaction: Teller = (output_index) => {
  const item: OutputItem = {
    type: 'compaction',
    id: `cmp_${output_index}`,
    encrypted_content: 'sealed',
  };
  return { item, events: framed(output_index, item, item, []) };
};

function framed(
  output_index: number,
  begun: OutputItem,
  item: OutputItem,
  events: readonly Unnumbered[],
): Unnumbered[] {
  return [
    { type: 'response.output_item.added', output_index, item: begun },
    ...events,
    { type: 'response.output_item.done', output_index, item },
  ];
}

/** The lists in one, each in its own order; an item begins when all before it have begun. */
function mixed(lists: readonly (readonly Unnumbered[])[], random: () => number): Unnumbered[] {
  const result: Unnumbered[] = [];
  const taken = lists.map(() => 0);
  for (;;) {
    const open = lists.flatMap((list, index) => {
      const isBegun = index === 0 || taken[index - 1]! > 0;
      return isBegun && taken[index]! < list.length ? [index] : [];
    });
    if (open.length === 0) return result;
    const chosen = pick(random, open);
    result.push(lists[chosen]![taken[chosen]!]!);
    taken[chosen]!++;
  }
}

/** Pieces of text, none of them empty, no two of them the same. */
function words(random: () => number): string[] {
  return Array.from({ length: Math.floor(random() * 4) }, (_, index) => `${index}${random()} `);
}

function pick<Value>(random: () => number, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)]!;
}
