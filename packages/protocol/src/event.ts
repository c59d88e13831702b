import { type Static, Type } from 'typebox';
import { Logprob, OutputText, Refusal } from './content.ts';
import { OutputItem, SummaryText } from './item.ts';
import { ResponseResource } from './response.ts';

const sequence = { sequence_number: Type.Integer({ minimum: 0 }) };
const place = {
  item_id: Type.String(),
  output_index: Type.Integer(),
  content_index: Type.Integer(),
};

/** Carries the whole response as it stands. */
export const ResponseSnapshotEvent = Type.Object({
  type: Type.Enum([
    'response.created',
    'response.in_progress',
    'response.completed',
    'response.incomplete',
    'response.failed',
  ]),
  ...sequence,
  response: ResponseResource,
});
export type ResponseSnapshotEvent = Static<typeof ResponseSnapshotEvent>;

export const OutputItemEvent = Type.Object({
  type: Type.Enum(['response.output_item.added', 'response.output_item.done']),
  ...sequence,
  output_index: Type.Integer(),
  item: OutputItem,
});

export const ContentPartEvent = Type.Object({
  type: Type.Enum(['response.content_part.added', 'response.content_part.done']),
  ...sequence,
  ...place,
  part: Type.Union([OutputText, Refusal]),
});

export const OutputTextDeltaEvent = Type.Object({
  type: Type.Literal('response.output_text.delta'),
  ...sequence,
  ...place,
  delta: Type.String(),
  logprobs: Type.Array(Logprob),
});

export const OutputTextDoneEvent = Type.Object({
  type: Type.Literal('response.output_text.done'),
  ...sequence,
  ...place,
  text: Type.String(),
  logprobs: Type.Array(Logprob),
});

const summaryPlace = {
  item_id: Type.String(),
  output_index: Type.Integer(),
  summary_index: Type.Integer(),
};

export const SummaryPartEvent = Type.Object({
  type: Type.Enum([
    'response.reasoning_summary_part.added',
    'response.reasoning_summary_part.done',
  ]),
  ...sequence,
  ...summaryPlace,
  part: SummaryText,
});

export const SummaryTextDeltaEvent = Type.Object({
  type: Type.Literal('response.reasoning_summary_text.delta'),
  ...sequence,
  ...summaryPlace,
  delta: Type.String(),
});

export const SummaryTextDoneEvent = Type.Object({
  type: Type.Literal('response.reasoning_summary_text.done'),
  ...sequence,
  ...summaryPlace,
  text: Type.String(),
});

const call = { item_id: Type.String(), output_index: Type.Integer() };

export const CallArgumentsDeltaEvent = Type.Object({
  type: Type.Literal('response.function_call_arguments.delta'),
  ...sequence,
  ...call,
  delta: Type.String(),
});

export const CallArgumentsDoneEvent = Type.Object({
  type: Type.Literal('response.function_call_arguments.done'),
  ...sequence,
  ...call,
  name: Type.String(),
  arguments: Type.String(),
});

/** One event of a response's stream. */
export const ResponseEvent = Type.Union([
  ResponseSnapshotEvent,
  OutputItemEvent,
  ContentPartEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
  SummaryPartEvent,
  SummaryTextDeltaEvent,
  SummaryTextDoneEvent,
  CallArgumentsDeltaEvent,
  CallArgumentsDoneEvent,
]);
export type ResponseEvent = Static<typeof ResponseEvent>;
