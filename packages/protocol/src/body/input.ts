import { type TSchema, Type } from 'typebox';
import { SummaryText } from '../content/reasoning-content.ts';
import { CompactionParam } from '../item/compaction.ts';
import { CustomToolCallOutputParam, CustomToolCallParam } from '../item/custom-tool-call.ts';
import { FunctionCallOutputParam, FunctionCallParam } from '../item/function-call.ts';
import { HostedItemParam } from '../item/hosted-item.ts';
import { ItemReference } from '../item/item-reference.ts';
import { AssistantMessageParam, UserMessageParam } from '../item/message.ts';
import { ReasoningParam } from '../item/reasoning.ts';
import { InputContentBody, OutputContentBody } from './content.ts';
import { lenient, withProperties } from './lenient.ts';

const messageType = Type.Optional(Type.Literal('message'));

/** An item of the input, as clients write it. */
export const InputItemBody: TSchema = Type.Union([
  withProperties(UserMessageParam, { type: messageType, content: InputContentBody }),
  withProperties(AssistantMessageParam, { type: messageType, content: OutputContentBody }),
  lenient(FunctionCallParam),
  withProperties(FunctionCallOutputParam, { output: InputContentBody }),
  lenient(CustomToolCallParam),
  withProperties(CustomToolCallOutputParam, { output: InputContentBody }),
  withProperties(ReasoningParam, { summary: Type.Optional(Type.Array(SummaryText)) }),
  lenient(CompactionParam),
  ItemReference,
  HostedItemParam,
]);

/** The input, as clients write it: a string is one message of the user. */
export const InputBody: TSchema = Type.Union([Type.String(), Type.Array(InputItemBody)]);
