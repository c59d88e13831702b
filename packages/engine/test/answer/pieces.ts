import type {
  Conversation,
  GenerationDelta,
  Prompt,
  Tokenizer,
  TokenLogprob,
  ToolDefinition,
} from '@antiphon/backend';
import { templateTokenizer } from '../../../backend/test/tokenizer/template/fixture-tokenizer.ts';
import { type AnswerReaderOptions, createAnswerReader } from '../../src/answer/reader.ts';
import { detectDialect } from '../../src/dialect/detect.ts';
import type { Random } from './random.ts';

/** A vocabulary whose tokens are made as a text is cut: any bytes may be one. */
export class Pieces
  implements Pick<Tokenizer, 'bytes' | 'chatTemplate' | 'specialTokens' | 'render'>
{
  readonly chatTemplate: string;
  readonly specialTokens: ReadonlyMap<string, number>;
  readonly hasLeadingSpace: boolean;
  readonly bytes = (id: number): Uint8Array | undefined => this.#bytes[id];
  /** As the template writes it, but for the tokens: they are another vocabulary's. */
  readonly render = (conversation: Conversation): Prompt => {
    this.#template ??= templateTokenizer(this.chatTemplate);
    return this.#template.render(conversation);
  };
  readonly #bytes: (Uint8Array | undefined)[];
  #template: Pick<Tokenizer, 'render'> | undefined;

  constructor(chatTemplate: string, control: readonly string[] = [], hasLeadingSpace = false) {
    this.chatTemplate = chatTemplate;
    this.specialTokens = new Map(control.map((name, id) => [name, id]));
    this.hasLeadingSpace = hasLeadingSpace;
    this.#bytes = control.map(() => undefined);
  }

  /** Control tokens by their names in the text; what is between them is cut where `cut` says. */
  tokens(text: string, cut: (bytes: Uint8Array) => readonly number[]): number[] {
    const names = [...this.specialTokens.keys()].sort((a, b) => b.length - a.length);
    const name = names.find((candidate) => text.includes(candidate));
    if (name === undefined) return this.#plain(text, cut);
    return text
      .split(name)
      .flatMap((part, index) => [
        ...(index > 0 ? [this.specialTokens.get(name)!] : []),
        ...this.tokens(part, cut),
      ]);
  }

  #plain(text: string, cut: (bytes: Uint8Array) => readonly number[]): number[] {
    const bytes = new TextEncoder().encode(text);
    const ends = [...cut(bytes), bytes.length];
    return ends.flatMap((end, index) => {
      const piece = bytes.subarray(ends[index - 1] ?? 0, end);
      return piece.length > 0 ? [this.#bytes.push(piece) - 1] : [];
    });
  }
}

export const whole = (): number[] => [];
export const everyByte = (bytes: Uint8Array): number[] => [...bytes.keys()];
export const atRandom = (random: Random) => (bytes: Uint8Array) =>
  [...bytes.keys()].filter(() => random.below(3) === 0);

export interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly Call[];
  readonly isStopped: boolean;
  readonly reasoningTokens: number;
  /** The kinds of deltas, each once where several follow each other. */
  readonly order: readonly string[];
  readonly tokens: readonly TokenLogprob[];
}

export interface Call {
  readonly name: string;
  readonly arguments: string;
  readonly isKnown: boolean;
  readonly isComplete?: boolean;
}

export type ReadOptions = Partial<Omit<AnswerReaderOptions, 'dialect' | 'tokenizer'>> & {
  readonly cut?: (bytes: Uint8Array) => readonly number[];
  readonly hasLogprobs?: boolean;
};

/** Has a text read as an answer, token by token. */
export function read(pieces: Pieces, text: string, options: ReadOptions = {}): Answer {
  const { cut = whole, hasLogprobs = false, ...rest } = options;
  const reader = createAnswerReader({
    dialect: detectDialect(pieces),
    tokenizer: pieces,
    promptEnding: '',
    choice: 0,
    ...rest,
  });
  const deltas: GenerationDelta[] = [];
  for (const token of pieces.tokens(text, cut)) {
    if (reader.isStopped) break;
    const bytes = pieces.bytes(token) ?? new Uint8Array();
    reader.push(token, hasLogprobs ? { bytes, logprob: -1, top: [] } : undefined);
    deltas.push(...reader.take());
  }
  reader.finish('stop');
  deltas.push(...reader.take());
  return collect(deltas, reader);
}

export function collect(
  deltas: readonly GenerationDelta[],
  { isStopped, reasoningTokens }: { isStopped: boolean; reasoningTokens: number },
): Answer {
  const calls: { -readonly [Key in keyof Call]: Call[Key] }[] = [];
  let text = '';
  let reasoning = '';
  const tokens: TokenLogprob[] = [];
  for (const delta of deltas) {
    if (delta.kind === 'text') {
      text += delta.text;
      tokens.push(...(delta.tokens ?? []));
    } else if (delta.kind === 'reasoning') reasoning += delta.text;
    else if (delta.kind === 'call-start') {
      calls[delta.call] = { name: delta.name, arguments: '', isKnown: delta.isKnown };
    } else if (delta.kind === 'call-arguments') calls[delta.call]!.arguments += delta.text;
    else if (delta.kind === 'call-end') calls[delta.call]!.isComplete = delta.isComplete;
  }
  const kinds = deltas.map(({ kind }) => kind);
  const order = kinds.filter((kind, index) => kind !== kinds[index - 1]);
  return { text, reasoning, calls, isStopped, reasoningTokens, order, tokens };
}

export function tool(name: string, parameters?: unknown): ToolDefinition {
  return parameters === undefined ? { name } : { name, parameters };
}
