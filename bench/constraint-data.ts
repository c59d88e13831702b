import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createVocabulary, tokenBytes, type Vocabulary } from '@antiphon/constraint';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import llama3 from 'llama3-tokenizer-js';

/** One schema of the JSONSchemaBench sample with its instances. */
export interface SchemaCase {
  readonly id: string;
  /** As text: a parsed value would lose the order of keys. */
  readonly schema: string;
  readonly tests: readonly { readonly valid: boolean; readonly text: string }[];
}

/** undefined where the data is not there. */
export function readCases(): readonly SchemaCase[] | undefined {
  const path = new URL('../../shared/data/jsonschemabench-524.ndjson.gz', import.meta.url);
  if (!existsSync(path)) return undefined;
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as SchemaCase);
}

export interface BenchVocabulary {
  readonly name: string;
  readonly tokens: (Uint8Array | undefined)[];
  /** As the tokenizer's own list writes them; empty where there is none. */
  readonly texts: readonly string[];
  readonly endOfTurn: number;
  encode(text: string): number[];
}

export function llama3Vocabulary(): BenchVocabulary {
  const texts: readonly string[] = llama3.vocabById;
  const toBytes = tokenBytes('byte-level');
  const tokens = texts.map((text) =>
    text.startsWith('<|') && text.endsWith('|>') ? undefined : toBytes(text),
  );
  return {
    name: 'llama3',
    tokens,
    texts,
    endOfTurn: texts.indexOf('<|eot_id|>'),
    encode: (text) => llama3.encode(text, { bos: false, eos: false }),
  };
}

export function o200kVocabulary(): BenchVocabulary {
  const encoding = new Tiktoken(o200k);
  const tokens: (Uint8Array | undefined)[] = new Array(200_019).fill(undefined);
  for (const line of o200k.bpe_ranks.split('\n')) {
    const [, first, ...words] = line.split(' ');
    for (const [index, word] of words.entries()) {
      tokens[Number(first) + index] = Uint8Array.from(Buffer.from(word, 'base64'));
    }
  }
  return {
    name: 'o200k',
    tokens,
    texts: [],
    endOfTurn: 199_999,
    encode: (text) => encoding.encode(text),
  };
}

export function prepare({ tokens, endOfTurn }: BenchVocabulary): Vocabulary {
  return createVocabulary({ tokens, endOfTurnIds: [endOfTurn] });
}
