import { type Static, Type } from 'typebox';
import { CompactionItem } from './compaction.ts';
import { CustomToolCall, CustomToolCallOutput } from './custom-tool-call.ts';
import { FunctionCall, FunctionCallOutput } from './function-call.ts';
import { HostedItem } from './hosted-item.ts';
import { InputMessage, OutputMessage } from './message.ts';
import { ReasoningItem } from './reasoning.ts';

/** Whatever a response can bring forth. */
export const OutputItem = Type.Union([
  OutputMessage,
  ReasoningItem,
  FunctionCall,
  CustomToolCall,
  CompactionItem,
  HostedItem,
]);
export type OutputItem = Static<typeof OutputItem>;

/** Whatever can stand in the history of a conversation, with its id. */
export const Item = Type.Union([
  InputMessage,
  FunctionCallOutput,
  CustomToolCallOutput,
  OutputItem,
]);
export type Item = Static<typeof Item>;
