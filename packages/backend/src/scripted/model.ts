import { setTimeout } from 'node:timers/promises';
import {
  type LogitsModel,
  ModelFaultError,
  type ModelInfo,
  NoSlotError,
  type Sequence,
  type StepItem,
} from '../logits-model.ts';
import { type WrittenAnswer, writeAnswer } from './answer-tokens.ts';
import { createByteTokenizer, END_OF_TURN, openTurn, readConversation } from './byte-tokenizer.ts';
import { followAnswer } from './follow-answer.ts';
import type { Script } from './script.ts';

export interface ScriptedModelOptions {
  /** Default `scripted`. */
  readonly id?: string;
  readonly contextLength?: number;
  readonly maxSequences?: number;
  readonly maxCachedTokens?: number;
  /** How long a step takes (default: no time). */
  readonly stepMs?: number;
  /** What the tokenizer says its template is: it tells how the model writes thoughts and calls (default: an empty one). */
  readonly chatTemplate?: string;
  /** Marks that are tokens of their own, which no text can spell (default: none, so that they are text). */
  readonly controlTokens?: readonly string[];
  /** Whether a step may give the logits behind each of its tokens (default: it may). */
  readonly allLogits?: boolean;
}

/** The token that the script wants is this much likelier (in logits) than every other. */
const PREFERENCE = 20;

/**
 * A model without weights: its vocabulary is the 256 bytes, and its logits follow a script. It answers with what `script` says,
 * byte by byte, and then ends its turn. Where a grammar wants other white space, it goes on behind that.
 */
export function createScriptedModel(
  script: Script,
  options: ScriptedModelOptions = {},
): LogitsModel {
  const { maxSequences = 16, stepMs = 0, chatTemplate = '', controlTokens = [] } = options;
  const tokenizer = createByteTokenizer({ chatTemplate, controlTokens });
  const { encode, specialTokens, vocabularySize } = tokenizer;
  const open = new Set<ScriptedSequence>();
  const add = (tokens: number[], answer?: KnownAnswer): ScriptedSequence => {
    if (open.size >= maxSequences) throw new NoSlotError(maxSequences);
    const sequence = new ScriptedSequence(tokens, answer, {
      answer: (prompt) =>
        writeAnswer(script(readConversation(prompt)), { encode, controlTokens: specialTokens }),
      fork: add,
      close: () => open.delete(sequence),
    });
    open.add(sequence);
    return sequence;
  };

  return {
    info: scriptedInfo({ ...options, maxSequences, vocabularySize }),
    tokenizer,
    open: () => add([]),
    async step(items, signal) {
      signal.throwIfAborted();
      const steps = items.map((item) => stepOf(item, open));
      const before = steps.map(({ sequence }) => sequence.length);
      try {
        const rows = steps.map((step) => advance(step, vocabularySize));
        const paces = steps.map(({ sequence }) => sequence.answer?.stepMs ?? stepMs);
        await pause(Math.max(0, ...paces), signal);
        return rows;
      } catch (fault) {
        // Only a fault that names its sequences promises to leave the others as they were.
        for (const [index, { sequence }] of steps.entries()) sequence.truncate(before[index]!);
        throw fault;
      }
    },
    close: async () => open.clear(),
  };
}

interface KnownAnswer extends WrittenAnswer {
  /** Where the turn begins that it is written in. */
  readonly start: number;
}

interface SequenceHost {
  readonly answer: (prompt: readonly number[]) => WrittenAnswer;
  readonly fork: (tokens: number[], answer: KnownAnswer | undefined) => Sequence;
  readonly close: () => void;
}

class ScriptedSequence implements Sequence {
  readonly #tokens: number[];
  readonly #host: SequenceHost;
  #answer: KnownAnswer | undefined;

  constructor(tokens: number[], answer: KnownAnswer | undefined, host: SequenceHost) {
    this.#tokens = tokens;
    this.#answer = answer;
    this.#host = host;
  }

  get length(): number {
    return this.#tokens.length;
  }

  /** What the script says to what the sequence holds, once that was asked for. */
  get answer(): WrittenAnswer | undefined {
    return this.#answer;
  }

  append(token: number): void {
    this.#tokens.push(token);
  }

  /** The token that comes next; `undefined` within the prompt, where the script has nothing to say. */
  next(): number | undefined {
    const turn = openTurn(this.#tokens);
    if (!turn) return undefined;
    if (this.#answer?.start !== turn.start) {
      const written = this.#host.answer(this.#tokens.slice(0, turn.start));
      this.#answer = { ...written, start: turn.start };
    }
    const { tokens, failure } = this.#answer;
    const place = followAnswer(tokens, this.#tokens, turn.answer);
    if (place >= tokens.length && failure !== undefined) {
      throw new ModelFaultError(failure, { sequences: [this] });
    }
    return tokens[place] ?? END_OF_TURN;
  }

  truncate(length: number): void {
    this.#tokens.length = Math.min(length, this.#tokens.length);
    if (this.#answer && length <= this.#answer.start) this.#answer = undefined;
  }

  fork(length = this.length): Sequence {
    const answer = this.#answer && length > this.#answer.start ? this.#answer : undefined;
    return this.#host.fork(this.#tokens.slice(0, length), answer);
  }

  close(): void {
    this.#host.close();
  }
}

interface Step extends StepItem {
  readonly sequence: ScriptedSequence;
}

function stepOf(item: StepItem, open: ReadonlySet<ScriptedSequence>): Step {
  const { sequence } = item;
  if (sequence instanceof ScriptedSequence && open.has(sequence)) return { ...item, sequence };
  throw new TypeError('the sequence is closed or belongs to another model');
}

function advance({ sequence, tokens, logits }: Step, width: number): Float32Array | undefined {
  const rows: Float32Array[] = [];
  for (let i = 0; i < tokens.length; i++) {
    sequence.append(tokens[i]!);
    const isWanted = logits === 'all' || i === tokens.length - 1;
    if (logits !== 'none' && isWanted) rows.push(rowFor(sequence.next(), width));
  }
  if (rows.length <= 1) return rows[0];
  const all = new Float32Array(rows.length * width);
  for (const [index, row] of rows.entries()) all.set(row, index * width);
  return all;
}

/** Without a token that is wanted all are alike. */
function rowFor(token: number | undefined, width: number): Float32Array {
  const logits = new Float32Array(width);
  if (token !== undefined) logits[token] = PREFERENCE;
  return logits;
}

/** Rejects with the signal's reason as soon as it is aborted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}

interface InfoOptions extends ScriptedModelOptions {
  readonly maxSequences: number;
  readonly vocabularySize: number;
}

function scriptedInfo(options: InfoOptions): ModelInfo {
  const { id = 'scripted', contextLength = 100_000, allLogits = true, maxSequences } = options;
  return {
    id,
    architecture: 'scripted',
    vocabularySize: options.vocabularySize,
    contextLength,
    dtype: 'fp32',
    device: 'cpu',
    runtime: 'scripted',
    endOfTurnIds: new Set([END_OF_TURN]),
    defaults: {},
    maxSequences,
    maxCachedTokens: options.maxCachedTokens ?? contextLength * maxSequences,
    can: { batch: true, truncate: true, fork: true, allLogits },
  };
}
