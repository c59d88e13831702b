import type { Conversation, Message } from '../conversation.ts';
import type { Prompt, Tokenizer } from '../tokenizer/tokenizer.ts';

/** The tokens are the 256 bytes, then these, then those that the model's options name. */
const START_OF_TURN = 256;
export const END_OF_TURN = 257;
const FIRST_OF_OTHERS = 258;

const ROLE_BYTES = { system: 0x53, user: 0x55, assistant: 0x41 } as const;

/** A turn of what has no role byte of its own: a message, or all else of the conversation, as JSON. */
const MESSAGE_BYTE = 0x4d;
const SETTING_BYTE = 0x43;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface ByteTokenizerOptions {
  readonly chatTemplate: string;
  readonly controlTokens: readonly string[];
}

/** Text as its UTF-8 bytes, and turns in a form that can be read back. */
export function createByteTokenizer(options: ByteTokenizerOptions): Tokenizer {
  const { chatTemplate, controlTokens } = options;
  return {
    vocabularySize: FIRST_OF_OTHERS + controlTokens.length,
    specialTokens: new Map([
      ['<start>', START_OF_TURN],
      ['<end>', END_OF_TURN],
      ...controlTokens.map((name, index) => [name, FIRST_OF_OTHERS + index] as const),
    ]),
    chatTemplate,
    hasLeadingSpace: false,
    encode: (text) => [...encoder.encode(text)],
    bytes: (id) => (id < 256 ? Uint8Array.of(id) : undefined),
    render,
  };
}

/** Where the last turn begins, and the answer in it; `undefined` where that is not a turn of the model. */
export function openTurn(
  tokens: readonly number[],
): { readonly start: number; readonly answer: number } | undefined {
  const start = tokens.lastIndexOf(START_OF_TURN);
  return tokens[start + 1] === ROLE_BYTES.assistant ? { start, answer: start + 2 } : undefined;
}

/** What `render` wrote. */
export function readConversation(tokens: readonly number[]): Conversation {
  const messages: Message[] = [];
  let setting: Omit<Conversation, 'messages'> = {};
  for (const turn of turnsOf(tokens)) {
    const [kind, text] = [turn[0], decoder.decode(Uint8Array.from(turn.slice(1)))];
    if (kind === SETTING_BYTE) setting = JSON.parse(text);
    else if (kind === MESSAGE_BYTE) messages.push(JSON.parse(text));
    else messages.push({ role: roleOf(kind), content: text });
  }
  return { messages, ...setting };
}

function render({ messages, ...setting }: Conversation): Prompt {
  const ids: number[] = [];
  if (Object.keys(setting).length > 0) addTurn(ids, SETTING_BYTE, JSON.stringify(setting));
  for (const message of messages) {
    const isPlain = Object.keys(message).length === 2 && message.role !== 'tool';
    if (isPlain) addTurn(ids, ROLE_BYTES[message.role], message.content);
    else addTurn(ids, MESSAGE_BYTE, JSON.stringify(message));
  }
  ids.push(START_OF_TURN, ROLE_BYTES.assistant);
  return { tokens: ids, ending: '' };
}

function addTurn(ids: number[], kind: number, text: string): void {
  ids.push(START_OF_TURN, kind);
  for (const byte of encoder.encode(text)) ids.push(byte);
  ids.push(END_OF_TURN);
}

function roleOf(byte: number | undefined): keyof typeof ROLE_BYTES {
  if (byte === ROLE_BYTES.system) return 'system';
  return byte === ROLE_BYTES.user ? 'user' : 'assistant';
}

function* turnsOf(tokens: readonly number[]): Iterable<readonly number[]> {
  let start = 1;
  for (let end = 0; end < tokens.length; end++) {
    if (tokens[end] !== END_OF_TURN) continue;
    yield tokens.slice(start, end);
    start = end + 2;
  }
}
