import { type Static, Type } from 'typebox';
import { Logprob, OutputText, Refusal } from './content.ts';
import { OutputMessage } from './item.ts';
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
  item: OutputMessage,
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

/** One event of a response's stream. */
export const ResponseEvent = Type.Union([
  ResponseSnapshotEvent,
  OutputItemEvent,
  ContentPartEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
]);
export type ResponseEvent = Static<typeof ResponseEvent>;
