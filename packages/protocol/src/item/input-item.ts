import { type Static, Type } from 'typebox';
import { CompactionParam } from './compaction.ts';
import { CustomToolCallOutputParam, CustomToolCallParam } from './custom-tool-call.ts';
import { FunctionCallOutputParam, FunctionCallParam } from './function-call.ts';
import { HostedItemParam } from './hosted-item.ts';
import { ItemReference } from './item-reference.ts';
import { AssistantMessageParam, UserMessageParam } from './message.ts';
import { ReasoningParam } from './reasoning.ts';

/** Whatever the input may hold, once it is parsed. */
export const InputItem = Type.Union([
  UserMessageParam,
  AssistantMessageParam,
  FunctionCallParam,
  FunctionCallOutputParam,
  CustomToolCallParam,
  CustomToolCallOutputParam,
  ReasoningParam,
  CompactionParam,
  ItemReference,
  HostedItemParam,
]);
export type InputItem = Static<typeof InputItem>;
