import type { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import type { TokenizerJson } from '../tokenizer-json.ts';

/** Cuts text into the words that the model encodes one by one. */
export interface WordSplitter {
  /** Whether the vocabulary is written in the byte alphabet; the words are text all the same. */
  readonly isByteLevel: boolean;
  /** `isStart`: nothing stands before the text, so some tokenizers put a space there. */
  split(text: string, isStart: boolean): string[];
}

interface Step {
  readonly type: string;
  readonly pretokenizers?: readonly Step[];
  readonly add_prefix_space?: boolean;
  readonly use_regex?: boolean;
  readonly replacement?: string;
  readonly split?: boolean;
}

/** The words of GPT-2's encoder.py. */
const gpt2Words = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** `library` makes the tokenizer that does all steps but the byte alphabet's, which is left to the model. */
export function createWordSplitter(
  json: TokenizerJson,
  library: (json: TokenizerJson) => LibraryTokenizer,
): WordSplitter {
  const steps = stepsOf(json.pre_tokenizer);
  const last = steps.at(-1);
  const isByteLevel = last?.type === 'ByteLevel';
  const pretokenizers = isByteLevel ? steps.slice(0, -1) : steps;
  const { normalizer, pre_tokenizer } = library({
    ...json,
    pre_tokenizer: pretokenizers.length === 0 ? null : { type: 'Sequence', pretokenizers },
  });
  return {
    isByteLevel,
    split(text, isStart) {
      const normal: string = normalizer ? normalizer.normalize(text) : text;
      if (normal === '') return [];
      const section = { section_index: isStart ? 0 : 1 };
      const words: string[] = pre_tokenizer
        ? pre_tokenizer.pre_tokenize(normal, section)
        : [normal];
      if (isByteLevel) return words.flatMap((word) => byteLevelWords(word, last));
      return last?.type === 'Metaspace' ? words.flatMap((word) => spacedWords(word, last)) : words;
    },
  };
}

function stepsOf(preTokenizer: unknown): readonly Step[] {
  // The library refuses a tokenizer.json whose steps are of another shape.
  const step = preTokenizer as Step | null | undefined;
  if (!step) return [];
  return step.type === 'Sequence' ? (step.pretokenizers ?? []).flatMap(stepsOf) : [step];
}

function byteLevelWords(text: string, step: Step): string[] {
  const spaced = step.add_prefix_space && !text.startsWith(' ') ? ` ${text}` : text;
  return step.use_regex === false ? [spaced] : (spaced.match(gpt2Words) ?? []);
}

/** SentencePiece's words, each with the space before it; the library leaves them in one piece. */
function spacedWords(text: string, { replacement = '\u2581', split }: Step): string[] {
  if (split === false) return [text];
  const words = text.split(replacement);
  return words.flatMap((word, index) => (index > 0 ? [replacement + word] : word ? [word] : []));
}
