import { type Automaton, deadConfiguration } from './automaton.ts';
import { type Capture, findCaptures } from './captures/captures.ts';
import type { ConsumedToken } from './captures/scans.ts';
import type { RuleMarks } from './earley/rule-marks.ts';
import type { Issue } from './errors.ts';
import { forcedBytes, forcedTokens } from './forced.ts';
import { cutLexeme, isWithinLexeme, settingsOf, terminalsAt } from './lexeme-settings.ts';
import { deadState } from './lexer/lexer.ts';
import type { Masks } from './mask.ts';
import { stepSpecial } from './special.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Why nothing may follow. */
export type MatcherStop =
  /** An end-of-turn token was consumed where the grammar may stop. */
  | 'end-of-turn'
  /** The text is complete and cannot be continued. */
  | 'complete'
  /** The grammar's limit of tokens is reached. */
  | 'max-tokens';

/** A grammar compiled for a vocabulary. Compile once, share across requests. */
export interface Grammar {
  matcher(): Matcher;
  /** What was weakened on the caller's own wish. */
  readonly warnings: readonly Issue[];
  statistics(): GrammarStatistics;
}

/** How much of a grammar's automaton has been built so far. */
export interface GrammarStatistics {
  readonly configurations: number;
  readonly rows: number;
  readonly lexerStates: number;
  readonly regexNodes: number;
  readonly masks: number;
}

/** What a matcher needs; shared by all matchers of a grammar. */
export interface MatcherParts {
  readonly automaton: Automaton;
  readonly masks: Masks;
  readonly segments: RuleMarks<string>;
  readonly temperatures: RuleMarks<number>;
  readonly vocabulary: Vocabulary;
  /** Tokens after which the text ends; Infinity for no limit. */
  readonly maxTokens: number;
  /** Whether `forced` may answer anything. */
  readonly isForcing: boolean;
}

/** One step of the text; a matcher is a list of them, so that a fork shares what is behind it. */
interface Step {
  /** The token that led here; -1 at the start. */
  readonly token: number;
  readonly configuration: number;
  /** Tokens so far. */
  readonly tokens: number;
  /** Tokens since the current lexeme began. */
  readonly lexemeTokens: number;
  readonly isEnded: boolean;
  readonly previous: Step | undefined;
}

/** Follows one text, token by token. Its state is a number: forks and rollbacks cost nothing. */
export class Matcher {
  readonly #parts: MatcherParts;
  #step: Step;

  constructor(parts: MatcherParts, step?: Step) {
    this.#parts = parts;
    const { start } = parts.automaton;
    this.#step = step ?? {
      token: -1,
      configuration: start,
      tokens: 0,
      lexemeTokens: 0,
      isEnded: false,
      previous: undefined,
    };
  }

  /**
   * Bit i of word i>>>5 = token i may come next. Returns false when every token may, and then writes
   * nothing.
   */
  fillMask(mask: Uint32Array): boolean {
    if (mask.length < this.#parts.vocabulary.words) {
      throw new RangeError(`a mask needs ${this.#parts.vocabulary.words} words`);
    }
    if (this.#step.isEnded) mask.fill(0);
    else if (this.#isUsedUp) this.#fillEnd(mask);
    else this.#parts.masks.fill(this.#step.configuration, mask);
    return true;
  }

  /** Words that `fillMask` needs at least; it clears those beyond. */
  get maskWords(): number {
    return this.#parts.vocabulary.words;
  }

  allows(token: number): boolean {
    return this.#after(token) !== undefined;
  }

  /** Takes the token into the text; false, and no change, where it may not come. */
  consume(token: number): boolean {
    const next = this.#after(token);
    if (next === undefined) return false;
    this.#step = next;
    return true;
  }

  /** Takes the last `tokens` tokens back. */
  rollback(tokens: number): void {
    let step = this.#step;
    for (let count = 0; count < tokens; count++) {
      if (step.previous === undefined) {
        throw new RangeError(`cannot take back ${tokens} tokens of ${count}`);
      }
      step = step.previous;
    }
    this.#step = step;
  }

  /** A matcher at the same place that goes its own way. */
  fork(): Matcher {
    return new Matcher(this.#parts, this.#step);
  }

  /** Tokens that must follow whatever the model says, as the tokenizer itself would write them. */
  forced(): readonly number[] {
    if (this.#step.isEnded || this.#isUsedUp || !this.#parts.isForcing) return [];
    return forcedTokens(this.#parts, this.#step.configuration);
  }

  /** Bytes that must follow whatever the model says. */
  forcedBytes(): Uint8Array {
    if (this.#step.isEnded || this.#isUsedUp || !this.#parts.isForcing) return new Uint8Array(0);
    return forcedBytes(this.#parts.automaton, this.#step.configuration);
  }

  /** Whether the text may end here. */
  get isAccepting(): boolean {
    const { configuration, isEnded } = this.#step;
    return isEnded || this.#isUsedUp || this.#parts.automaton.isAccepting(configuration);
  }

  /** Whether nothing may follow but the end. */
  get isFinished(): boolean {
    return this.stopReason !== undefined;
  }

  get stopReason(): MatcherStop | undefined {
    const { configuration, isEnded } = this.#step;
    if (isEnded) return 'end-of-turn';
    if (this.#isUsedUp) return 'max-tokens';
    const { automaton } = this.#parts;
    if (automaton.lexerStateOf(configuration) !== deadState) return undefined;
    const row = automaton.rowOf(configuration);
    return row.isAccepting && row.terminals.length === 0 ? 'complete' : undefined;
  }

  /** The temperature that the grammar asks for here. */
  get temperature(): number | undefined {
    const { automaton } = this.#parts;
    const own = settingsOf(automaton, this.#step.configuration)?.temperature;
    return own ?? this.#markAt(this.#parts.temperatures);
  }

  /**
   * The segment of a composed response that is being written, or that begins here; undefined where that
   * is still open, and after the end.
   */
  get segment(): string | undefined {
    return this.#step.isEnded ? undefined : this.#markAt(this.#parts.segments);
  }

  /** What a whole text captures under the names of its grammar; nothing while it is not whole. */
  captures(): readonly Capture[] {
    if (!this.isAccepting) return [];
    const consumed: ConsumedToken[] = [];
    for (let step = this.#step; step.previous !== undefined; step = step.previous) {
      if (!step.isEnded) consumed.push(step);
    }
    const { automaton, vocabulary } = this.#parts;
    return findCaptures(automaton, vocabulary, consumed.reverse());
  }

  #markAt<Value extends string | number>(marks: RuleMarks<Value>): Value | undefined {
    const { automaton } = this.#parts;
    const { configuration } = this.#step;
    return marks.at(automaton.rowOf(configuration), terminalsAt(automaton, configuration));
  }

  get #isUsedUp(): boolean {
    return this.#step.tokens >= this.#parts.maxTokens;
  }

  #fillEnd(mask: Uint32Array): void {
    mask.fill(0);
    for (const token of this.#parts.vocabulary.endOfTurnIds)
      mask[token >>> 5]! |= 1 << (token & 31);
  }

  #after(token: number): Step | undefined {
    const { configuration, isEnded } = this.#step;
    if (isEnded) return undefined;
    const { vocabulary } = this.#parts;
    const next = this.#isUsedUp ? deadConfiguration : this.#advance(configuration, token);
    if (next !== deadConfiguration) return this.#stepTo(token, next);
    if (!vocabulary.endOfTurnIds.includes(token) || !this.isAccepting) return undefined;
    const tokens = this.#step.tokens + 1;
    return { token, configuration, tokens, lexemeTokens: 0, isEnded: true, previous: this.#step };
  }

  #advance(configuration: number, token: number): number {
    const { automaton, vocabulary } = this.#parts;
    const bytes = vocabulary.tokens[token];
    if (bytes === undefined || bytes.length === 0) {
      return stepSpecial(automaton, configuration, token);
    }
    const { classOf, count } = automaton.lexer.classes;
    let at = configuration;
    for (let index = 0; index < bytes.length && at !== deadConfiguration; index++) {
      const byteClass = classOf[bytes[index]!]!;
      const next = automaton.next[at * count + byteClass]!;
      at = next >= 0 ? next : automaton.step(at, byteClass);
    }
    if (at !== deadConfiguration) return at;
    return stepSpecial(automaton, configuration, token);
  }

  #stepTo(token: number, configuration: number): Step {
    const { automaton } = this.#parts;
    const previous = this.#step;
    const tokens = previous.tokens + 1;
    if (!automaton.hasTokenLimits) {
      return { token, configuration, tokens, lexemeTokens: 0, isEnded: false, previous };
    }
    const bytes = this.#parts.vocabulary.tokens[token];
    const lexemeTokens = isWithinLexeme(automaton, previous.configuration, bytes)
      ? previous.lexemeTokens + 1
      : startedTokens(automaton, configuration);
    const cut = cutLexeme(automaton, configuration, lexemeTokens);
    if (cut === undefined) {
      return { token, configuration, tokens, lexemeTokens, isEnded: false, previous };
    }
    return { token, configuration: cut, tokens, lexemeTokens: 0, isEnded: false, previous };
  }
}

/** The token that entered a row counts for the lexeme it began there. */
function startedTokens(automaton: Automaton, configuration: number): number {
  return automaton.lexer.isStart(automaton.lexerStateOf(configuration)) ? 0 : 1;
}
