import { chatTemplate } from './chat-template.ts';
import { type SpecialToken, specialIds, specialTokens } from './special-tokens.ts';
import { fillVocabulary } from './vocabulary.ts';

/** tokenizer.json: byte-level pair merging after a split into words, numbers and punctuation (that of GPT-4). */
export function tokenizerJson(vocabularySize: number): object {
  const { tokens, merges } = fillVocabulary(vocabularySize);
  const vocabulary = new Map(tokens.map((token, id) => [token, id]));
  const ids = specialIds(vocabularySize);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((token) => addedToken(token, ids)),
    normalizer: null,
    pre_tokenizer: preTokenizer,
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries([...vocabulary, ...ids]),
      merges,
    },
  };
}

export function tokenizerConfig(vocabularySize: number, contextLength: number): object {
  const ids = specialIds(vocabularySize);
  const decoder = specialTokens.map((token) => {
    const { id, ...rest } = addedToken(token, ids);
    return [id, rest];
  });
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    added_tokens_decoder: Object.fromEntries(decoder),
    bos_token: null,
    eos_token: '<|im_end|>',
    pad_token: '<|endoftext|>',
    unk_token: null,
    clean_up_tokenization_spaces: false,
    model_max_length: contextLength,
    chat_template: chatTemplate,
  };
}

const preTokenizer = {
  type: 'Sequence',
  pretokenizers: [
    {
      type: 'Split',
      pattern: {
        Regex:
          "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      },
      behavior: 'Isolated',
      invert: false,
    },
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
  ],
};

function addedToken({ text, isControl }: SpecialToken, ids: ReadonlyMap<string, number>) {
  return {
    id: ids.get(text)!,
    content: text,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: isControl,
  };
}
