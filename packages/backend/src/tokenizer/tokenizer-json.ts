import { type AddedToken, AddedTokens } from './added-tokens.ts';
import { createSegmentEncoder } from './encoding/segment-encoder.ts';
import { hasLeadingSpace } from './leading-space.ts';
import { createPromptEncoder } from './prompt-encoder.ts';
import { openChatTemplates } from './template/open-chat-templates.ts';
import { tokenBytes } from './token-bytes.ts';
import type { Tokenizer } from './tokenizer.ts';
import { createVeil } from './veil.ts';
import { textsOf } from './written-texts.ts';

/** The parts of tokenizer.json that are read here; the library reads the rest. */
export interface TokenizerJson {
  readonly model: {
    readonly type?: string;
    readonly vocab: Record<string, number> | [string, number][];
    readonly merges?: readonly (string | readonly [string, string])[];
    readonly unk_id?: number | null;
    readonly unk_token?: string | null;
    readonly byte_fallback?: boolean;
    readonly fuse_unk?: boolean;
    readonly ignore_merges?: boolean;
    readonly end_of_word_suffix?: string | null;
    readonly continuing_subword_prefix?: string | null;
  };
  readonly added_tokens?: readonly AddedToken[];
  readonly normalizer?: unknown;
  readonly pre_tokenizer?: unknown;
  readonly post_processor?: unknown;
  readonly decoder?: unknown;
}

/** The parts of tokenizer_config.json that are read here. */
export interface TokenizerConfig {
  readonly chat_template?: string | readonly { name: string; template: string }[];
  readonly [name: string]: unknown;
}

/** Characters of `Prompt.ending`. */
const endingLength = 200;

/** Opens a tokenizer in the format of Hugging Face. Throws `ModelLoadError` for one that has no chat template or cannot be used. */
export function createTokenizer(json: TokenizerJson, config: TokenizerConfig): Tokenizer {
  const added = json.added_tokens ?? [];
  const templates = openChatTemplates(config);
  const isText = (token: AddedToken) => isWord(token, templates.withTools.source);
  const words = new AddedTokens(added.filter(isText));
  const control = new AddedTokens(added.filter((token) => !isText(token)));
  const encode = createSegmentEncoder(json, words);
  const encodePrompt = createPromptEncoder({ control, words, encode });
  const bytes = tokenBytes(json);
  const special = added.filter((token) => token.special);
  return {
    vocabularySize: bytes.length,
    specialTokens: new Map(special.map((token) => [token.content, token.id])),
    chatTemplate: templates.withTools.source,
    hasLeadingSpace: hasLeadingSpace(json),
    encode: (text) => [...encode(text, true)],
    bytes: (id) => bytes[id],
    render(conversation) {
      const veil = createVeil(textsOf(conversation), control);
      const template = conversation.tools?.length ? templates.withTools : templates.plain;
      const text = template.render(conversation, veil);
      return {
        tokens: encodePrompt(text, veil.lift),
        ending: veil.lift(text.slice(-endingLength)),
      };
    },
  };
}

/**
 * Whether text may become the token: it is white space or a bare word, and nothing that a chat template builds on. One of a
 * single character cannot be veiled, as there is no middle to put a mark in.
 */
function isWord({ content, special }: AddedToken, template: string): boolean {
  if (content.length === 1) return true;
  if (special || /[<>[\]|｜{}]/.test(content)) return false;
  return /^[\s\u2581]+$/.test(content) || !template.includes(content);
}
