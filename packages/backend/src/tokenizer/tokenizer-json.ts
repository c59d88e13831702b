import { Tokenizer as PlainTokenizer } from '@huggingface/tokenizers';
import type { Conversation } from '../conversation.ts';
import { ModelLoadError } from '../logits-model.ts';
import { compileChatTemplate } from './chat-template.ts';
import { tokenBytes } from './token-bytes.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The parts of tokenizer.json that are read here; the library reads the rest. */
export interface TokenizerJson {
  readonly model: { readonly vocab: Record<string, number> | [string, number][] };
  readonly added_tokens?: readonly { id: number; content: string; special: boolean }[];
  readonly pre_tokenizer?: unknown;
  readonly decoder?: unknown;
}

/** The parts of tokenizer_config.json that are read here. */
export interface TokenizerConfig {
  readonly chat_template?: string | readonly { name: string; template: string }[];
  readonly [name: string]: unknown;
}

/** A tokenizer in the format of Hugging Face. Throws `ModelLoadError` without a chat template. */
export function createTokenizer(json: TokenizerJson, config: TokenizerConfig): Tokenizer {
  // Without its added tokens the library never makes a control token out of what somebody wrote.
  const plain = new PlainTokenizer({ ...json, added_tokens: [] }, {});
  const bytes = tokenBytes(json);
  const added = new Map((json.added_tokens ?? []).map((token) => [token.content, token.id]));
  const addedPattern = alternatives([...added.keys()]);
  const template = compileChatTemplate(chatTemplateSource(config), templateVariables(config));
  const encode = (text: string): number[] =>
    text === '' ? [] : plain.encode(text, { add_special_tokens: false }).ids;

  return {
    vocabularySize: bytes.length,
    specialIds: new Set(
      (json.added_tokens ?? []).filter((token) => token.special).map((token) => token.id),
    ),
    encode,
    bytes: (id) => bytes[id],
    render(conversation) {
      const veil = freeVeil(conversation);
      const hide = (text: string) =>
        text.replace(addedPattern, (token) => token[0] + veil + token.slice(1));
      const prompt = template(conversation, hide);
      const ids: number[] = [];
      let end = 0;
      for (const match of prompt.matchAll(addedPattern)) {
        ids.push(
          ...encode(prompt.slice(end, match.index).replaceAll(veil, '')),
          added.get(match[0])!,
        );
        end = match.index + match[0].length;
      }
      ids.push(...encode(prompt.slice(end).replaceAll(veil, '')));
      return ids;
    },
  };
}

/** Matches any of the strings, longest first; nothing when there are none. */
function alternatives(strings: string[]): RegExp {
  const sorted = strings.toSorted((a, b) => b.length - a.length);
  const escaped = sorted.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('|') || '(?!)', 'g');
}

/** A mark that nobody wrote: put inside a written `<|im_end|>`, it keeps that text from becoming the control token. */
function freeVeil(conversation: Conversation): string {
  for (let attempt = 0; ; attempt++) {
    const veil = `\uFDD0${attempt}\uFDD1`;
    if (!conversation.messages.some((message) => message.content.includes(veil))) return veil;
  }
}

function chatTemplateSource(config: TokenizerConfig): string {
  const { chat_template: template } = config;
  if (typeof template === 'string') return template;
  const named = template?.find((candidate) => candidate.name === 'default');
  if (!named)
    throw new ModelLoadError('the model has no chat template, so it cannot hold a conversation');
  return named.template;
}

/** `bos_token` and its like are strings, or objects that hold one. */
function templateVariables(config: TokenizerConfig): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    variables[name] =
      typeof value === 'object' && value !== null && 'content' in value ? value.content : value;
  }
  return variables;
}
