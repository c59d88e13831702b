import type { AssistantMessage, Message, ToolCall } from '@antiphon/backend';
import {
  type CompactionItem,
  type HostedItem,
  type Item,
  isHostedItem,
  type ReasoningItem,
} from '@antiphon/protocol';
import type { HostedTool } from '../hosted-tool.ts';
import type { Seal } from '../seal.ts';
import { CUSTOM_INPUT, flatName } from '../tools/offer.ts';
import { contentText } from './content-text.ts';
import type { SeenImages } from './seen-images.ts';

export interface PromptSetting {
  readonly seal: Seal;
  readonly tenant: string;
  readonly hostedTools: readonly HostedTool[];
  readonly images: SeenImages;
}

/** What the model is asked to continue: what the system says, then all items in their order. */
export function buildMessages(
  system: string,
  items: readonly Item[],
  setting: PromptSetting,
): readonly Message[] {
  const writer = new MessageWriter(setting);
  if (system !== '') writer.push({ role: 'system', content: system });
  for (const item of items) writer.add(item);
  return writer.messages;
}

class MessageWriter {
  readonly messages: Message[] = [];
  readonly #setting: PromptSetting;
  readonly #callNames = new Map<string, string>();

  constructor(setting: PromptSetting) {
    this.#setting = setting;
  }

  push(message: Message): void {
    this.messages.push(message);
  }

  add(item: Item): void {
    if (isHostedItem(item)) {
      this.#hosted(item);
      return;
    }
    switch (item.type) {
      case 'message':
        if (item.role === 'assistant') this.#say(contentText(item.content, this.#setting.images));
        else
          this.push({
            role: item.role === 'user' ? 'user' : 'system',
            content: contentText(item.content, this.#setting.images),
          });
        return;
      case 'function_call':
        this.#call(item.call_id, flatName(item.name, item.namespace), item.arguments);
        return;
      case 'custom_tool_call': {
        const input = JSON.stringify({ [CUSTOM_INPUT]: item.input });
        this.#call(item.call_id, flatName(item.name, item.namespace), input);
        return;
      }
      case 'function_call_output':
      case 'custom_tool_call_output':
        this.#result(item.call_id, contentText(item.output, this.#setting.images));
        return;
      case 'reasoning':
        this.#think(this.#thoughts(item));
        return;
      case 'compaction':
        this.push({ role: 'system', content: this.#compacted(item) });
    }
  }

  /** A turn of the model is one message of it: what it thought, said and called, in this order. */
  #turn(joins: (turn: AssistantMessage) => boolean): AssistantMessage {
    const last = this.messages.at(-1);
    if (last?.role !== 'assistant' || !joins(last)) return { role: 'assistant', content: '' };
    this.messages.pop();
    return last;
  }

  #think(text: string): void {
    const turn = this.#turn((open) => !hasSpoken(open));
    this.push({ ...turn, reasoning: (turn.reasoning ?? '') + text });
  }

  #say(content: string): void {
    this.push({ ...this.#turn((open) => !hasSpoken(open)), content });
  }

  #call(id: string, name: string, text: string): void {
    this.#callNames.set(id, name);
    const turn = this.#turn(() => true);
    const call: ToolCall = { id, name, arguments: text };
    this.push({ ...turn, toolCalls: [...(turn.toolCalls ?? []), call] });
  }

  /** The call may have been left out of a conversation since. */
  #result(callId: string, content: string): void {
    this.push({ role: 'tool', callId, name: this.#callNames.get(callId) ?? 'unknown', content });
  }

  /** A call of a tool that is not run here is told in words. */
  #hosted(item: HostedItem): void {
    const tool = this.#setting.hostedTools.find(({ itemType }) => itemType === item.type);
    if (!tool) {
      const { id: _, type, ...rest } = item;
      const content = `[Earlier in this conversation, as an item of the type ${type}: ${JSON.stringify(rest)}]`;
      this.push({ role: 'system', content });
      return;
    }
    const { name, arguments: text, output } = tool.recall(item);
    this.#call(item.id, name, text);
    this.#result(item.id, output);
  }

  /** Sealed thoughts are whole; what is told of them may be a part. */
  #thoughts({ summary, content, encrypted_content }: ReasoningItem): string {
    const { seal, tenant } = this.#setting;
    const sealed =
      encrypted_content === undefined
        ? undefined
        : seal.open('reasoning', tenant, encrypted_content);
    return sealed ?? (content ?? summary).map(({ text }) => text).join('\n');
  }

  #compacted({ encrypted_content }: CompactionItem): string {
    const { seal, tenant } = this.#setting;
    const text = seal.open('compaction', tenant, encrypted_content);
    // It was opened when it came in, so that only a change of the key can have closed it.
    return text ?? '[The beginning of this conversation can no longer be read.]';
  }
}

function hasSpoken(turn: AssistantMessage): boolean {
  return turn.content !== '' || turn.toolCalls !== undefined;
}
