import { Template } from '@huggingface/jinja';
import type { Conversation } from '../conversation.ts';

/** Writes a conversation as the text of a prompt; `hide` is applied to every text that a person or a tool wrote. */
export type ChatTemplate = (conversation: Conversation, hide: (text: string) => string) => string;

/** Compiles a Jinja chat template; `variables` are the names such as `bos_token` that it may use. */
export function compileChatTemplate(
  source: string,
  variables: Record<string, unknown>,
): ChatTemplate {
  const template = new Template(source);
  return (conversation, hide) =>
    template.render({
      ...variables,
      messages: conversation.messages.map((message) => ({
        ...message,
        content: hide(message.content),
      })),
      add_generation_prompt: true,
    });
}
