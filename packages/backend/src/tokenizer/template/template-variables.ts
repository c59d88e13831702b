import type { Conversation, Message, ToolDefinition } from '../../conversation.ts';
import type { Veil } from '../veil.ts';
import { assistantVariables } from './assistant-variables.ts';
import { contentVariable } from './content-variable.ts';
import { hideAll } from './hide-all.ts';
import { reasoningSwitches } from './reasoning-switches.ts';
import { shortIds } from './short-ids.ts';
import type { TemplateNeeds } from './template-abilities.ts';
import { describeTool } from './tool-description.ts';

export type Variables = Record<string, unknown>;

export interface VariablesOptions {
  readonly needs: TemplateNeeds;
  readonly veil: Veil;
  /** The source of the template, which tells the names of its switches. */
  readonly source: string;
}

/** How the messages of one conversation are written. */
export interface MessageOptions extends VariablesOptions {
  readonly idOf: (callId: string) => string;
}

/** The conversation under the names that Hugging Face's chat templates read. */
export function templateVariables(
  conversation: Conversation,
  options: VariablesOptions,
): Variables {
  const { messages, tools = [], documents = [], reasoningEffort } = conversation;
  const { veil, needs, source } = options;
  const idOf = needs.shortIds ? shortIds(messages) : veil.hide;
  return {
    messages: messages.map((message) => messageVariables(message, { ...options, idOf })),
    ...((tools.length > 0 || needs.emptyTools) && {
      tools: tools.map((tool) => toolVariables(tool, options)),
    }),
    ...(documents.length > 0 && {
      documents: documents.map(({ title, text }, index) => ({
        doc_id: String(index + 1),
        title: veil.hide(title ?? `Document ${index + 1}`),
        text: veil.hide(text),
      })),
    }),
    ...(reasoningEffort && reasoningSwitches(reasoningEffort, source)),
    add_generation_prompt: true,
  };
}

function messageVariables(message: Message, options: MessageOptions): Variables {
  const { veil, needs, idOf } = options;
  const content = contentVariable(veil.hide(message.content), needs);
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content };
    case 'tool': {
      const { callId, name } = message;
      return { role: 'tool', name: veil.hide(name), tool_call_id: idOf(callId), content };
    }
    case 'assistant':
      return assistantVariables(message, options);
  }
}

function toolVariables(tool: ToolDefinition, { veil, needs }: VariablesOptions): Variables {
  const { name, description, parameters = { type: 'object', properties: {} } } = tool;
  const definition = { name, ...(description !== undefined && { description }), parameters };
  const complete = needs.descriptions ? describeTool(definition) : definition;
  return { type: 'function', function: hideAll(complete, veil) };
}
