import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import type { Tokenizer } from '../../../src/tokenizer/tokenizer.ts';
import { createTokenizer, type TokenizerJson } from '../../../src/tokenizer/tokenizer-json.ts';

const folder = join(import.meta.dirname, '../../fixtures/chat-templates');

/** Names of the chat templates of well-known models, without `.jinja`. */
export const fixtureNames = readdirSync(folder)
  .filter((file) => file.endsWith('.jinja'))
  .map((file) => file.slice(0, -'.jinja'.length));

export interface FixtureTokenizer extends Tokenizer {
  readonly source: string;
  /** What the template writes in angle or square brackets; each is a control token of this tokenizer. */
  readonly controlTokens: readonly string[];
  /** The text of tokens, control tokens included. */
  text(tokens: readonly number[]): string;
  /** Names of the control tokens among the tokens. */
  control(tokens: readonly number[]): string[];
}

/** The tokenizer of a well-known chat template. */
export function fixtureTokenizer(name: string): FixtureTokenizer {
  return templateTokenizer(readFileSync(join(folder, `${name}.jinja`), 'utf8'));
}

/** The embedded model's vocabulary with a chat template, and whatever that writes in brackets as control tokens. */
export function templateTokenizer(source: string): FixtureTokenizer {
  const json: TokenizerJson = JSON.parse(readFileSync(join(modelFolder, 'tokenizer.json'), 'utf8'));
  const found = source.match(/<[|｜]?[^<>\s'"{}=]+[|｜]?>|\[\/?[A-Z_]{3,}\]/g) ?? [];
  const controlTokens = [...new Set(['<s>', '</s>', ...found])];
  const added_tokens = controlTokens.map((content, index) => {
    return { id: 10_000 + index, content, special: true };
  });
  const config = { chat_template: source, bos_token: '<s>', eos_token: '</s>' };
  const tokenizer = createTokenizer({ ...json, added_tokens }, config);
  const nameOf = (id: number) => added_tokens[id - 10_000]?.content;
  return {
    ...tokenizer,
    source,
    controlTokens,
    text: (tokens) =>
      Buffer.concat(
        tokens.map((id) => tokenizer.bytes(id) ?? Buffer.from(nameOf(id) ?? '?')),
      ).toString(),
    control: (tokens) => tokens.flatMap((id) => nameOf(id) ?? []),
  };
}
