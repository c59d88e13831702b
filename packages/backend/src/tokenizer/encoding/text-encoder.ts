import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { ModelLoadError } from '../../logits-model.ts';
import type { TokenizerJson } from '../tokenizer-json.ts';
import { createBytePairModel } from './byte-pair-model.ts';
import { createLibraryModel } from './library-model.ts';
import type { WordModel } from './word-model.ts';
import { createWordSplitter } from './word-splitter.ts';

/** Puts the tokens of a text without added tokens at the end of `tokens`. `isStart`: nothing stands before the text. */
export type TextEncoder = (text: string, isStart: boolean, tokens: number[]) => void;

/** Throws `ModelLoadError` for a tokenizer.json that cannot be used here. */
export function createTextEncoder(json: TokenizerJson): TextEncoder {
  // The library would build the whole vocabulary, which only `createLibraryModel` needs.
  const splitter = createWordSplitter(json, (json) =>
    openLibrary({ ...json, model: { type: 'BPE', vocab: {}, merges: [] } }),
  );
  const model = createModel(json, splitter.isByteLevel);
  return (text, isStart, tokens) => model.append(splitter.split(text, isStart), tokens);
}

function createModel(json: TokenizerJson, isByteLevel: boolean): WordModel {
  const { type = 'BPE', vocab, merges, end_of_word_suffix } = json.model;
  if (!['BPE', 'Unigram'].includes(type) || end_of_word_suffix) {
    const kind = end_of_word_suffix ? `${type} with suffixes` : type;
    throw new ModelLoadError(`tokenizer.json is of type ${kind}; BPE and Unigram can be used`);
  }
  const bytePair =
    merges && !Array.isArray(vocab)
      ? createBytePairModel({ ...json.model, vocab, merges }, isByteLevel)
      : undefined;
  return bytePair ?? createLibraryModel(openLibrary(json), json, isByteLevel);
}

function openLibrary(json: TokenizerJson): LibraryTokenizer {
  const parts = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
  try {
    return new LibraryTokenizer({ ...parts, ...json, added_tokens: [] }, {});
  } catch (error) {
    throw new ModelLoadError(`tokenizer.json cannot be used: ${String(error)}`, { cause: error });
  }
}
