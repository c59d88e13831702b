import { applyMask } from '../apply-mask.ts';
import type { Grammar, Matcher } from '../matcher.ts';
import { detectAlphabet, tokenBytes } from '../token-bytes.ts';
import { createVocabulary, type Vocabulary } from '../vocabulary.ts';

/** What the processor reads of a transformers.js `Tensor`. */
export interface LogitsTensor {
  /** float32, row after row. */
  readonly data: unknown;
  /** [batch, vocabulary]. */
  readonly dims: readonly number[];
}

/**
 * A transformers.js logits processor: the library calls it as a function, and finds the `_call` of its
 * own `LogitsProcessor` class.
 */
export interface GrammarProcessor {
  <Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor): Tensor;
  _call<Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor): Tensor;
}

/** What is read of a transformers.js tokenizer. */
export interface TokenizerLike {
  get_vocab(): Map<string, number>;
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  readonly all_special_ids: readonly number[];
  readonly eos_token_id?: number | null | undefined;
}

export interface TokenizerVocabularyOptions {
  /** Default: the tokenizer's end-of-sequence token. */
  readonly endOfTurnIds?: readonly number[];
}

/** The vocabulary of a tokenizer; prepare it once for all grammars. */
export function tokenizerVocabulary(
  tokenizer: TokenizerLike,
  options: TokenizerVocabularyOptions = {},
): Vocabulary {
  const entries = [...tokenizer.get_vocab()];
  const toBytes = tokenBytes(detectAlphabet(entries.map(([token]) => token)));
  const specialIds = new Set(tokenizer.all_special_ids);
  const specialTokens = new Map(entries.filter(([, id]) => specialIds.has(id)));
  const tokens: (Uint8Array | undefined)[] = [];
  for (const [token, id] of entries) tokens[id] = specialIds.has(id) ? undefined : toBytes(token);
  const endOfTurn = tokenizer.eos_token_id;
  return createVocabulary({
    tokens: Array.from(tokens),
    endOfTurnIds: options.endOfTurnIds ?? (typeof endOfTurn === 'number' ? [endOfTurn] : []),
    specialTokens,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }),
  });
}

/**
 * Keeps what `model.generate()` writes within a grammar. Put a fresh one, in a `LogitsProcessorList`,
 * into the `logits_processor` of each call: the first call tells it where the prompt ends.
 */
export function grammarProcessor(grammar: Grammar): GrammarProcessor {
  const rows: RowMatcher[] = [];
  function process<Tensor extends LogitsTensor>(inputIds: readonly bigint[][], logits: Tensor) {
    const vocabularySize = logits.dims.at(-1)!;
    for (const [row, tokens] of inputIds.entries()) {
      rows[row] ??= new RowMatcher(grammar.matcher(), tokens.length);
      rows[row].restrict(tokens, rowOf(logits, row, vocabularySize));
    }
    return logits;
  }
  return Object.assign(process, { _call: process });
}

/** Follows one sequence of the batch; takes tokens back where another beam has taken its place. */
class RowMatcher {
  readonly #matcher: Matcher;
  readonly #promptLength: number;
  readonly #consumed: number[] = [];
  #mask = new Uint32Array(0);

  constructor(matcher: Matcher, promptLength: number) {
    this.#matcher = matcher;
    this.#promptLength = promptLength;
  }

  restrict(tokens: readonly bigint[], logits: Float32Array): void {
    this.#follow(tokens);
    const words = Math.max((logits.length + 31) >>> 5, this.#matcher.maskWords);
    if (this.#mask.length < words) this.#mask = new Uint32Array(words);
    if (this.#matcher.fillMask(this.#mask)) applyMask(logits, this.#mask);
  }

  #follow(tokens: readonly bigint[]): void {
    let same = 0;
    while (
      same < this.#consumed.length &&
      BigInt(this.#consumed[same]!) === tokens[this.#promptLength + same]
    ) {
      same++;
    }
    this.#matcher.rollback(this.#consumed.length - same);
    this.#consumed.length = same;
    for (let index = this.#promptLength + same; index < tokens.length; index++) {
      const token = Number(tokens[index]);
      // A finished sequence of a batch is padded; it stays finished.
      if (!this.#matcher.consume(token)) return;
      this.#consumed.push(token);
    }
  }
}

function rowOf(logits: LogitsTensor, row: number, vocabularySize: number): Float32Array {
  if (!(logits.data instanceof Float32Array)) {
    throw new TypeError('the processor needs float32 logits, as generate() gives them');
  }
  return logits.data.subarray(row * vocabularySize, (row + 1) * vocabularySize);
}
