import type { Conversation, Message } from './conversation.ts';
import {
  type LogitsModel,
  type ModelInfo,
  NoSlotError,
  type Sequence,
  type StepItem,
} from './logits-model.ts';
import type { Prompt } from './tokenizer/tokenizer.ts';

/** What the model answers to a conversation. The same conversation must always get the same answer. */
export type Script = (conversation: Conversation) => string;

export interface ScriptedModelOptions {
  readonly contextLength?: number;
  readonly maxSequences?: number;
  readonly maxCachedTokens?: number;
  /** How long a step takes (default: no time). */
  readonly stepMs?: number;
  /** What the tokenizer says its template is, for tests of reasoning and tool calls (default: an empty one). */
  readonly chatTemplate?: string;
}

/** The tokens are the 256 bytes, then these. */
const START_OF_TURN = 256;
const END_OF_TURN = 257;
const VOCABULARY_SIZE = 258;

/** The token that the script wants is this much likelier (in logits) than every other. */
const PREFERENCE = 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A model without weights, for tests: its vocabulary is the 256 bytes, and its logits follow a script.
 * It answers with what `script` says, byte by byte, and then ends its turn.
 */
export function createScriptedModel(
  script: Script,
  options: ScriptedModelOptions = {},
): LogitsModel {
  const { maxSequences = 16, stepMs = 0, chatTemplate = '' } = options;
  const open = new Set<ScriptedSequence>();
  const add = (tokens: number[]): ScriptedSequence => {
    if (open.size >= maxSequences) throw new NoSlotError(maxSequences);
    const sequence: ScriptedSequence = {
      tokens,
      get length() {
        return sequence.tokens.length;
      },
      truncate: (length) => {
        sequence.tokens.length = Math.min(length, sequence.tokens.length);
      },
      fork: (length) => add(sequence.tokens.slice(0, length)),
      close: () => {
        open.delete(sequence);
      },
    };
    open.add(sequence);
    return sequence;
  };

  return {
    info: scriptedInfo({ ...options, maxSequences }),
    tokenizer: { ...byteTokenizer, chatTemplate },
    open: () => add([]),
    async step(items, signal) {
      signal.throwIfAborted();
      if (stepMs > 0) await new Promise((resolve) => setTimeout(resolve, stepMs));
      signal.throwIfAborted();
      for (const { sequence } of items) {
        // Every open sequence was made above.
        if (open.has(sequence as ScriptedSequence)) continue;
        throw new TypeError('the sequence is closed or belongs to another model');
      }
      return items.map((item) => advance(item, script));
    },
    close: async () => open.clear(),
  };
}

interface ScriptedSequence extends Sequence {
  tokens: number[];
}

function advance(item: StepItem, script: Script): Float32Array | undefined {
  // Every sequence that a step gets was made by `open` or `fork` above.
  const { tokens } = item.sequence as ScriptedSequence;
  const rows: Float32Array[] = [];
  for (let i = 0; i < item.tokens.length; i++) {
    tokens.push(item.tokens[i]!);
    const isWanted = item.logits === 'all' || i === item.tokens.length - 1;
    if (item.logits !== 'none' && isWanted) rows.push(logitsAfter(tokens, script));
  }
  if (rows.length <= 1) return rows[0];
  const all = new Float32Array(rows.length * VOCABULARY_SIZE);
  for (const [index, row] of rows.entries()) all.set(row, index * VOCABULARY_SIZE);
  return all;
}

/** Within the prompt, where the script has nothing to say, all tokens are alike. */
function logitsAfter(tokens: readonly number[], script: Script): Float32Array {
  const logits = new Float32Array(VOCABULARY_SIZE);
  const start = tokens.lastIndexOf(START_OF_TURN);
  const [role, ...answer] = tokens.slice(start + 1);
  if (role !== ROLE_BYTES.assistant) return logits;
  const wanted = encoder.encode(script(readConversation(tokens.slice(0, start))));
  logits[wanted[answer.length] ?? END_OF_TURN] = PREFERENCE;
  return logits;
}

const ROLE_BYTES = { system: 0x53, user: 0x55, assistant: 0x41 } as const;

/** A turn of what has no role byte of its own: a message, or all else of the conversation, as JSON. */
const MESSAGE_BYTE = 0x4d;
const SETTING_BYTE = 0x43;

const byteTokenizer = {
  vocabularySize: VOCABULARY_SIZE,
  specialTokens: new Map([
    ['<start>', START_OF_TURN],
    ['<end>', END_OF_TURN],
  ]),
  hasLeadingSpace: false,
  encode: (text: string) => [...encoder.encode(text)],
  bytes: (id: number) => (id < 256 ? Uint8Array.of(id) : undefined),
  render(conversation: Conversation): Prompt {
    const { messages, ...setting } = conversation;
    const ids: number[] = [];
    if (Object.keys(setting).length > 0) addTurn(ids, SETTING_BYTE, JSON.stringify(setting));
    for (const message of messages) {
      const isPlain = Object.keys(message).length === 2 && message.role !== 'tool';
      if (isPlain) addTurn(ids, ROLE_BYTES[message.role], message.content);
      else addTurn(ids, MESSAGE_BYTE, JSON.stringify(message));
    }
    ids.push(START_OF_TURN, ROLE_BYTES.assistant);
    return { tokens: ids, ending: '' };
  },
};

function addTurn(ids: number[], kind: number, text: string): void {
  ids.push(START_OF_TURN, kind, ...encoder.encode(text), END_OF_TURN);
}

function readConversation(tokens: readonly number[]): Conversation {
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

function scriptedInfo(options: ScriptedModelOptions & { maxSequences: number }): ModelInfo {
  const { contextLength = 100_000, maxSequences } = options;
  return {
    id: 'scripted',
    architecture: 'scripted',
    vocabularySize: VOCABULARY_SIZE,
    contextLength,
    dtype: 'fp32',
    device: 'cpu',
    runtime: 'scripted',
    endOfTurnIds: new Set([END_OF_TURN]),
    defaults: {},
    maxSequences,
    maxCachedTokens: options.maxCachedTokens ?? contextLength * maxSequences,
    can: { batch: true, truncate: true, fork: true, allLogits: true },
  };
}
