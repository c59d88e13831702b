import { type Conversation, generate, type LanguageModel } from '@antiphon/backend';

export interface Question {
  readonly conversation: Conversation;
  readonly maxTokens: number;
  /** Whether the answer is one letter over and over, so that every token shows at once. */
  readonly isMonotonous?: boolean;
}

export interface Answer {
  readonly text: string;
  /** When each piece of the text came, in ms of `performance.now()`. */
  readonly arrivals: readonly number[];
  readonly milliseconds: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** Asks greedily and notes when the answer's pieces come; `onText` is told of each. */
export async function ask(
  model: LanguageModel,
  question: Question,
  onText?: () => void,
): Promise<Answer> {
  const { conversation, maxTokens, isMonotonous = false } = question;
  const logitBias = isMonotonous ? { [LETTER]: 100 } : {};
  const sampling = model.settleSampling({ temperature: 0, seed: 1, logitBias });
  const request = { conversation, sampling, maxTokens, tenant: 'bench' };
  const arrivals: number[] = [];
  const usage = { cachedTokens: 0, outputTokens: 0 };
  let text = '';
  const start = performance.now();
  for await (const delta of generate(model, request, new AbortController().signal)) {
    if (delta.kind === 'text') {
      text += delta.text;
      arrivals.push(performance.now());
      onText?.();
    }
    if (delta.kind === 'usage') Object.assign(usage, delta);
  }
  return { text, arrivals, milliseconds: performance.now() - start, ...usage };
}

/** A token of the written models: the byte of a letter. */
const LETTER = 97;

/** A conversation of one turn whose prompt has about so many tokens; another one for each seed. */
export async function longConversation(
  model: LanguageModel,
  tokens: number,
  seed: number,
): Promise<Conversation> {
  const probe = conversationOf(randomWords(tokens, seed));
  const perWord = (await model.countTokens(probe)) / tokens;
  return conversationOf(randomWords(Math.floor(tokens / perWord), seed));
}

export function conversationOf(text: string): Conversation {
  return { messages: [{ role: 'user', content: text }] };
}

/** Words of small letters, seeded (the generator of Park and Miller, 1988). */
function randomWords(count: number, seed: number): string {
  let state = seed;
  const next = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  const word = () =>
    String.fromCharCode(...Array.from({ length: 2 + next(6) }, () => 97 + next(26)));
  return Array.from({ length: count }, word).join(' ');
}
