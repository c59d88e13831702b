import {
  createModelDirectory,
  createScriptedModel,
  type ImageReader,
  type Message,
  type Script,
  type ScriptedModelOptions,
} from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse, type ResponseEvent } from '@antiphon/protocol';
import { openSqliteStore, type ResponseStore } from '@antiphon/store';
import {
  type Caller,
  createResponseService,
  type ResponseService,
  type ResponseServiceOptions,
} from '../src/index.ts';

export const caller = { tenant: 'tenant' };
export const never = new AbortController().signal;

/** A template whose model thinks and calls, as Qwen's does. */
export const THINKS_AND_CALLS =
  '{% for tool in tools %}{% endfor %}<think> </think> <tool_call>{"name": ..., "arguments": ...}</tool_call>';

export interface ServeOptions extends Partial<ResponseServiceOptions> {
  readonly model?: ScriptedModelOptions;
  /** What looks at images for the model. */
  readonly imageReader?: ImageReader | undefined;
}

/** A service of a scripted model. */
export function serve(script: Script, { model, imageReader, ...options }: ServeOptions = {}) {
  const store: ResponseStore = options.store ?? openSqliteStore(':memory:');
  const chatTemplate = THINKS_AND_CALLS;
  const scripted = createScriptedModel(script, { chatTemplate, ...model });
  const models = createModelDirectory([createLocalModel(scripted, {}, imageReader)]);
  return { store, models, service: createResponseService({ store, models, ...options }) };
}

/** Starts a response and waits until it is over. */
export async function create(
  service: ResponseService,
  body: object,
  { caller: by = caller, signal = never }: { caller?: Caller; signal?: AbortSignal } = {},
) {
  const running = await service.create(parseCreateResponse(body), by, signal);
  const events = await Array.fromAsync(running.events);
  return { events, response: await running.done, created: running.response };
}

/** The answer tells what the model was asked. */
export const echo: Script = ({ messages }) => messages.map(told).join(' | ');

function told(message: Message): string {
  const calls =
    message.role === 'assistant'
      ? (message.toolCalls ?? []).map(({ name, arguments: text }) => ` [${name} ${text}]`)
      : [];
  const thoughts =
    message.role === 'assistant' && message.reasoning ? `(${message.reasoning}) ` : '';
  return `${message.role}: ${thoughts}${message.content}${calls.join('')}`;
}

export function textOf(events: readonly ResponseEvent[]): string {
  return events
    .map((event) => (event.type === 'response.output_text.delta' ? event.delta : ''))
    .join('');
}
