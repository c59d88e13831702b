import { type Static, Type } from 'typebox';
import { ContentPartEvent } from './content-part.ts';
import {
  CustomToolCallInputDeltaEvent,
  CustomToolCallInputDoneEvent,
} from './custom-tool-call-input.ts';
import { ErrorEvent } from './error.ts';
import { CallArgumentsDeltaEvent, CallArgumentsDoneEvent } from './function-call-arguments.ts';
import { HostedCallEvent } from './hosted-call.ts';
import { OutputItemEvent } from './output-item.ts';
import {
  OutputTextAnnotationAddedEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
} from './output-text.ts';
import { ReasoningDeltaEvent, ReasoningDoneEvent } from './reasoning.ts';
import {
  SummaryPartEvent,
  SummaryTextDeltaEvent,
  SummaryTextDoneEvent,
} from './reasoning-summary.ts';
import { RefusalDeltaEvent, RefusalDoneEvent } from './refusal.ts';
import { ResponseSnapshotEvent } from './snapshot.ts';

/** One event of a response's stream. */
export const ResponseEvent = Type.Union([
  ResponseSnapshotEvent,
  OutputItemEvent,
  ContentPartEvent,
  OutputTextDeltaEvent,
  OutputTextDoneEvent,
  OutputTextAnnotationAddedEvent,
  RefusalDeltaEvent,
  RefusalDoneEvent,
  ReasoningDeltaEvent,
  ReasoningDoneEvent,
  SummaryPartEvent,
  SummaryTextDeltaEvent,
  SummaryTextDoneEvent,
  CallArgumentsDeltaEvent,
  CallArgumentsDoneEvent,
  CustomToolCallInputDeltaEvent,
  CustomToolCallInputDoneEvent,
  ErrorEvent,
  HostedCallEvent,
]);
export type ResponseEvent = Static<typeof ResponseEvent>;
