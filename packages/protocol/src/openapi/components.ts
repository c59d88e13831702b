import type { TSchema } from 'typebox';
import { CompactResponseBody } from '../body/compact-response.ts';
import {
  CreateConversationBody,
  CreateConversationItemsBody,
  UpdateConversationBody,
} from '../body/conversation.ts';
import { CountInputTokensBody, CreateResponseBody } from '../body/create-response.ts';
import { InputBody, InputItemBody } from '../body/input.ts';
import { ToolBody, ToolChoiceBody } from '../body/tools.ts';
import { WebSocketCreateBody } from '../body/websocket.ts';
import { CompactedResponse } from '../compact.ts';
import { Annotation } from '../content/annotation.ts';
import { InputContent } from '../content/input-content.ts';
import { Logprob } from '../content/logprob.ts';
import { OutputText, Refusal } from '../content/output-content.ts';
import { ReasoningText, SummaryText } from '../content/reasoning-content.ts';
import { Conversation, DeletedConversation } from '../conversation.ts';
import { ErrorBody } from '../error.ts';
import { ResponseEvent } from '../event/event.ts';
import { Grammar } from '../grammar.ts';
import { InputTokens } from '../input-tokens.ts';
import { CompactionItem } from '../item/compaction.ts';
import { CustomToolCall, CustomToolCallOutput } from '../item/custom-tool-call.ts';
import { FunctionCall, FunctionCallOutput } from '../item/function-call.ts';
import { HostedItem } from '../item/hosted-item.ts';
import { Item, OutputItem } from '../item/item.ts';
import { InputMessage, OutputMessage } from '../item/message.ts';
import { ReasoningItem } from '../item/reasoning.ts';
import { ItemList, ModelList } from '../list.ts';
import { Metadata } from '../metadata.ts';
import { Model } from '../model.ts';
import { DeletedResponse, ResponseResource } from '../response.ts';
import { ResponseTextFormat } from '../text-format.ts';
import { ResponseTool } from '../tool/tool.ts';
import { ToolChoice } from '../tool/tool-choice.ts';
import { Usage } from '../usage.ts';
import { WebSocketError } from '../websocket.ts';

/** A schema as the document holds it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas that the document names. Wherever one of them stands within another, that one refers to it. */
const named = {
  Annotation,
  CompactedResponse,
  CompactionItem,
  CompactResponseBody,
  Conversation,
  CountInputTokensBody,
  CreateConversationBody,
  CreateConversationItemsBody,
  CreateResponseBody,
  CustomToolCall,
  CustomToolCallOutput,
  DeletedConversation,
  DeletedResponse,
  ErrorBody,
  FunctionCall,
  FunctionCallOutput,
  Grammar,
  HostedItem,
  InputBody,
  InputContent,
  InputItemBody,
  InputMessage,
  InputTokens,
  Item,
  ItemList,
  Logprob,
  Metadata,
  Model,
  ModelList,
  OutputItem,
  OutputMessage,
  OutputText,
  ReasoningItem,
  ReasoningText,
  Refusal,
  ResponseEvent,
  ResponseResource,
  ResponseTextFormat,
  ResponseTool,
  SummaryText,
  ToolBody,
  ToolChoice,
  ToolChoiceBody,
  UpdateConversationBody,
  Usage,
  WebSocketCreateBody,
  WebSocketError,
} satisfies Readonly<Record<string, TSchema>>;

/** The name of a schema of the document. */
export type SchemaName = keyof typeof named;

/** Every schema of the document, under its name. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  const names = new Map(
    Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]),
  );
  const entries = Object.entries(named).map(([name, schema]) => [
    name,
    mapValues(schema, (part) => referring(part, names)),
  ]);
  return Object.fromEntries(entries);
}

export function reference(name: SchemaName): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A part of a schema, in which what has a name is referred to by it. */
function referring(part: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(part)) return part.map((entry) => referring(entry, names));
  if (typeof part !== 'object' || part === null) return part;
  const name = names.get(JSON.stringify(part));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return mapValues(part, (value) => referring(value, names));
}

function mapValues(record: object, map: (value: unknown) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
