import type { Conversation } from './conversation.ts';
import {
  type LogitsModel,
  type ModelInfo,
  NoSlotError,
  type Sequence,
  type StepItem,
} from './logits-model.ts';
import type { Tokenizer } from './tokenizer/tokenizer.ts';

/** What the model answers to a conversation. The same conversation must always get the same answer. */
export type Script = (conversation: Conversation) => string;

export interface ScriptedModelOptions {
  readonly contextLength?: number;
  readonly maxSequences?: number;
  /** How long a step takes (default: no time). */
  readonly stepMs?: number;
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
  const { contextLength = 100_000, maxSequences = 16, stepMs = 0 } = options;
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
    info: scriptedInfo(contextLength),
    tokenizer: byteTokenizer,
    open: () => add([]),
    async step(items, signal) {
      signal.throwIfAborted();
      if (stepMs > 0) await new Promise((resolve) => setTimeout(resolve, stepMs));
      signal.throwIfAborted();
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
  for (let i = 0; i < item.tokens.length; i++) tokens.push(item.tokens[i]!);
  if (item.logits === 'none') return undefined;
  const logits = new Float32Array(VOCABULARY_SIZE);
  logits[nextToken(tokens, script)] = PREFERENCE;
  return logits;
}

function nextToken(tokens: readonly number[], script: Script): number {
  const start = tokens.lastIndexOf(START_OF_TURN);
  const [role, ...answer] = [...tokens.slice(start + 1)];
  if (role !== ROLE_BYTES.assistant)
    throw new RangeError('the prompt does not end in an open answer');
  const wanted = encoder.encode(script(readConversation(tokens.slice(0, start))));
  return wanted[answer.length] ?? END_OF_TURN;
}

const ROLE_BYTES = { system: 0x53, user: 0x55, assistant: 0x41 } as const;

const byteTokenizer: Tokenizer = {
  vocabularySize: VOCABULARY_SIZE,
  specialIds: new Set([START_OF_TURN, END_OF_TURN]),
  encode: (text) => [...encoder.encode(text)],
  bytes: (id) => (id < 256 ? Uint8Array.of(id) : undefined),
  render(conversation) {
    const ids: number[] = [];
    for (const { role, content } of conversation.messages) {
      ids.push(START_OF_TURN, ROLE_BYTES[role], ...encoder.encode(content), END_OF_TURN);
    }
    ids.push(START_OF_TURN, ROLE_BYTES.assistant);
    return ids;
  },
};

function readConversation(tokens: readonly number[]): Conversation {
  const roles = Object.entries(ROLE_BYTES) as [keyof typeof ROLE_BYTES, number][];
  const messages: Conversation['messages'][number][] = [];
  let start = 0;
  for (let end = 0; end < tokens.length; end++) {
    if (tokens[end] !== END_OF_TURN) continue;
    const role = roles.find(([, byte]) => byte === tokens[start + 1])![0];
    messages.push({ role, content: decoder.decode(Uint8Array.from(tokens.slice(start + 2, end))) });
    start = end + 1;
  }
  return { messages };
}

function scriptedInfo(contextLength: number): ModelInfo {
  return {
    id: 'scripted',
    architecture: 'scripted',
    vocabularySize: VOCABULARY_SIZE,
    contextLength,
    dtype: 'fp32',
    device: 'cpu',
    endOfTurnIds: new Set([END_OF_TURN]),
    defaults: {},
  };
}
