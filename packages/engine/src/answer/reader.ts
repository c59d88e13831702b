import type {
  FinishReason,
  GenerationDelta,
  Tokenizer,
  TokenLogprob,
  ToolDefinition,
} from '@antiphon/backend';
import { CallWriter } from '../dialect/call-writer.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { Input, type Parse } from '../dialect/input.ts';
import { AnswerDeltas } from './answer-deltas.ts';
import { createDetokenizer, type Detokenizer } from './detokenize.ts';
import { TokenLedger } from './token-ledger.ts';

export interface AnswerReaderOptions {
  readonly dialect: Dialect;
  readonly tokenizer: Pick<Tokenizer, 'bytes' | 'hasLeadingSpace'>;
  /** Those that may be called; without any nothing is read as a call. */
  readonly tools?: readonly ToolDefinition[];
  /** `Prompt.ending`: it tells whether the answer begins within thoughts. */
  readonly promptEnding: string;
  /** Texts that end the answer's text. They do not count within thoughts and the arguments of calls. */
  readonly stop?: readonly string[];
  /** Which of the generation's answers it is. */
  readonly choice: number;
  /** The text is held to a grammar: a document in it is taken for a call only where it names a tool. */
  readonly isConstrained?: boolean;
}

/** Turns the tokens of one answer into deltas. */
export interface AnswerReader {
  /** Takes in a token of the answer, but never one that ends the turn. */
  push(token: number, logprob?: TokenLogprob): void;
  /** The deltas since the last time. */
  take(): readonly GenerationDelta[];
  /** A stop string has come: the answer is complete. What is pushed from then on is dropped. */
  readonly isStopped: boolean;
  /** The answer is whole: what was held back is told, and `finish`. */
  finish(reason: FinishReason): void;
  /** Tokens of thoughts so far. */
  readonly reasoningTokens: number;
}

export function createAnswerReader(options: AnswerReaderOptions): AnswerReader {
  return new TokenReader(options);
}

class TokenReader implements AnswerReader {
  readonly #options: AnswerReaderOptions;
  readonly #detokenizer: Detokenizer;
  readonly #input: Input;
  readonly #parse: Parse<void>;
  readonly #deltas: AnswerDeltas;
  readonly #ledger = new TokenLedger();
  /** Characters that were read in. */
  #length = 0;

  constructor(options: AnswerReaderOptions) {
    const { dialect, tokenizer, promptEnding, tools = [], isConstrained = false } = options;
    this.#options = options;
    this.#detokenizer = createDetokenizer(tokenizer);
    this.#input = new Input(dialect.control);
    this.#deltas = new AnswerDeltas({
      choice: options.choice,
      stop: options.stop ?? [],
      toolNames: new Set(tools.map(({ name }) => name)),
      ledger: this.#ledger,
    });
    this.#parse = dialect.read({
      dialect,
      input: this.#input,
      sink: this.#deltas,
      calls: new CallWriter(this.#input, this.#deltas, { tools, isConstrained }),
      hasTools: tools.length > 0,
      isSpaceUrgent: options.stop?.some((stop) => /\s$/.test(stop)) ?? false,
      promptEnding,
    });
    this.#parse.next();
  }

  get isStopped(): boolean {
    return this.#deltas.isStopped;
  }

  get reasoningTokens(): number {
    return this.#deltas.meter.count;
  }

  push(token: number, logprob?: TokenLogprob): void {
    if (this.isStopped) return;
    const { dialect, tokenizer } = this.#options;
    const bytes = tokenizer.bytes(token);
    const text = bytes
      ? this.#detokenizer.push(bytes)
      : this.#detokenizer.finish() + dialect.control.write(token);
    this.#deltas.meter.token(this.#length);
    if (logprob && bytes) this.#ledger.push(this.#length, text, logprob);
    this.#read(text);
  }

  take(): readonly GenerationDelta[] {
    return this.#deltas.take();
  }

  finish(reason: FinishReason): void {
    this.#read(this.#detokenizer.finish());
    this.#input.end();
    this.#parse.next();
    this.#deltas.flush();
    this.#deltas.push({ kind: 'finish', choice: this.#options.choice, reason });
  }

  #read(text: string): void {
    if (text === '' || this.isStopped) return;
    this.#length += text.length;
    this.#input.append(text);
    this.#parse.next();
  }
}
