import { SharedWalks } from './lexer/shared-walks.ts';
import { MaskStore } from './mask-store.ts';
import { MemoryBudget } from './memory-budget.ts';
import { type Slice, sliceTokens } from './slices.ts';
import { buildTrie, type Trie } from './trie.ts';

export interface VocabularyOptions {
  /** The bytes each token stands for, by id; undefined for ids that stand for no text. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  /** Tokens that may end the text, allowed exactly where the grammar may stop. */
  readonly endOfTurnIds: readonly number[];
  /** Tokens with a name, such as `<|im_start|>`: they never match text, only their name in a grammar. */
  readonly specialTokens?: ReadonlyMap<string, number>;
  /** The canonical tokens of a text; without it nothing but single choices is forced. */
  readonly encode?: (text: string) => readonly number[];
  /** Bytes of masks that may be kept, over all grammars. Default: 64 MiB. */
  readonly maskBytes?: number;
}

/** A tokenizer's tokens, prepared once and shared by every grammar. */
export class Vocabulary {
  readonly size: number;
  /** 32-bit words of a mask. */
  readonly words: number;
  readonly tokens: readonly (Uint8Array | undefined)[];
  readonly endOfTurnIds: readonly number[];
  readonly specialTokens: ReadonlyMap<string, number>;
  readonly encode: ((text: string) => readonly number[]) | undefined;
  readonly trie: Trie;
  /** Pairs: a token in the trie and another of the same bytes. */
  readonly duplicates: Int32Array;
  /** Tokens that are plain string content, by length; the longest first. */
  readonly slices: readonly Slice[];
  readonly masks: MaskStore;
  readonly walks: SharedWalks;

  constructor(options: VocabularyOptions) {
    this.size = options.tokens.length;
    this.words = (this.size + 31) >>> 5;
    this.endOfTurnIds = options.endOfTurnIds;
    this.specialTokens = options.specialTokens ?? new Map();
    this.encode = options.encode;
    const wordless = new Set([...this.endOfTurnIds, ...this.specialTokens.values()]);
    this.tokens = options.tokens.map((bytes, id) => (wordless.has(id) ? undefined : bytes));
    const { trie, duplicates } = buildTrie(this.tokens);
    this.trie = trie;
    this.duplicates = duplicates;
    this.slices = sliceTokens(trie, this.tokens, this.words);
    this.masks = new MaskStore(new MemoryBudget(options.maskBytes ?? 64 * 2 ** 20));
    this.walks = new SharedWalks();
  }
}

export function createVocabulary(options: VocabularyOptions): Vocabulary {
  return new Vocabulary(options);
}
