import { tooComplexError } from './errors.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { JsonEscaping } from './regex/json-escaped.ts';
import { EMPTY, NOTHING, type RegexId, RegexStore } from './regex/store.ts';
import type { Range } from './regex/utf8.ts';

/** A terminal or a rule of one builder. */
export type SymbolId = number;

export interface LexemeOptions {
  readonly name?: string;
  /** Ends at the first byte where it can, instead of the last. */
  readonly lazy?: boolean;
  /**
   * Lexemes that win where both match the same text, whether the parser expects them there or not: the
   * names an object declares, against the names it does not. Much cheaper than a complement.
   */
  readonly except?: readonly SymbolId[];
  /** Tokens after which the lexeme ends, wherever it stands. */
  readonly maxTokens?: number;
  /** The sampler's temperature while the lexeme is written. */
  readonly temperature?: number;
  /** Name under which the text is remembered. */
  readonly capture?: string;
  /** What ends the lexeme: `capture` leaves it out, and it may be remembered under a name of its own. */
  readonly suffix?: { readonly regex: RegexId; readonly capture?: string };
}

export interface RuleOptions {
  readonly name?: string;
  readonly temperature?: number;
  readonly capture?: string;
  /** The part of a response that the rule writes, for the matcher to tell while it is written. */
  readonly segment?: string;
}

export interface LexemeSymbol extends LexemeOptions {
  readonly kind: 'lexeme';
  /** Never matches the empty string. */
  readonly regex: RegexId;
  readonly scope: number;
}

export interface SpecialSymbol {
  readonly kind: 'special';
  readonly ranges: readonly Range[];
}

export interface RuleSymbol extends RuleOptions {
  readonly kind: 'rule';
  readonly alternatives: readonly (readonly SymbolId[])[];
}

export interface RepeatSymbol {
  readonly kind: 'repeat';
  readonly symbol: SymbolId;
  readonly least: number;
  /** Infinity for no limit. */
  readonly most: number;
  readonly separator: SymbolId | undefined;
}

export type GrammarSymbol = LexemeSymbol | SpecialSymbol | RuleSymbol | RepeatSymbol;

/** What all views of one builder share. */
interface Shared {
  readonly regex: RegexStore;
  readonly limits: Limits;
  readonly symbols: GrammarSymbol[];
  /** The skip lexeme of every scope; scope 0 has none. */
  readonly skips: (RegexId | undefined)[];
  /** The scope that holds each scope; the outermost, 0, holds itself. */
  readonly parents: number[];
  readonly known: Map<string, SymbolId>;
  size: number;
  isForcing: boolean;
}

/**
 * The grammar every front end writes into: rules over lexemes. The text is cut into lexemes greedily
 * (each takes all the bytes it can, a lazy one as few as it can); where several lexemes match the same
 * bytes the parser goes on with all of them.
 */
export class GrammarBuilder {
  readonly #shared: Shared;
  readonly #scope: number;
  readonly #escaping: JsonEscaping | undefined;

  constructor(
    limits: Limits = defaultLimits,
    shared?: Shared,
    { scope = 0, escaping }: { readonly scope?: number; readonly escaping?: JsonEscaping } = {},
  ) {
    this.#shared = shared ?? createShared(limits);
    this.#scope = scope;
    this.#escaping = escaping;
  }

  get regex(): RegexStore {
    return this.#shared.regex;
  }

  get limits(): Limits {
    return this.#shared.limits;
  }

  get symbols(): readonly GrammarSymbol[] {
    return this.#shared.symbols;
  }

  /** The scope that holds each scope. */
  get parents(): readonly number[] {
    return this.#shared.parents;
  }

  /** Skip lexemes by scope. */
  get skips(): readonly (RegexId | undefined)[] {
    return this.#shared.skips;
  }

  /** A regex that matches the empty string too becomes an optional lexeme. */
  lexeme(text: RegexId, options: LexemeOptions = {}): SymbolId {
    const escaping = this.#escaping;
    if (!escaping) return this.#lexeme(text, options);
    const { suffix, ...rest } = options;
    const written = suffix && { ...suffix, regex: escaping.escape(suffix.regex) };
    return this.#lexeme(escaping.escape(text), { ...rest, ...(written && { suffix: written }) });
  }

  #lexeme(regex: RegexId, options: LexemeOptions): SymbolId {
    const isPlain = Object.keys(options).length === 0;
    const key = `lexeme ${regex} ${this.#scope}`;
    const known = isPlain ? this.#shared.known.get(key) : undefined;
    if (known !== undefined) return known;
    const nonEmpty = this.regex.withoutEmpty(regex);
    let symbol: SymbolId;
    if (regex === EMPTY) symbol = this.#add({ kind: 'rule', alternatives: [[]] });
    else symbol = this.#add({ ...options, kind: 'lexeme', regex: nonEmpty, scope: this.#scope });
    if (regex !== EMPTY && this.regex.isNullable(regex)) {
      symbol = this.#add({ kind: 'rule', alternatives: [[symbol], []] });
    }
    if (isPlain) this.#shared.known.set(key, symbol);
    return symbol;
  }

  /** Any one of some token ids, which match as tokens and never as text. */
  specialTokens(ids: readonly (number | Range)[]): SymbolId {
    const ranges = ids.map((id): Range => (typeof id === 'number' ? [id, id] : id));
    return this.#add({ kind: 'special', ranges });
  }

  /** A rule without alternatives, to be defined later: that is how recursion is written. */
  rule(options: string | RuleOptions = {}): SymbolId {
    const named = typeof options === 'string' ? { name: options } : options;
    return this.#add({ ...named, kind: 'rule', alternatives: [] });
  }

  /** Sets what a rule stands for. A rule without alternatives matches nothing. */
  define(rule: SymbolId, alternatives: readonly (readonly SymbolId[])[]): void {
    const symbol = this.#shared.symbols[rule];
    if (symbol?.kind !== 'rule') throw new TypeError(`symbol ${rule} is not a rule`);
    for (const alternative of alternatives) this.#grow(alternative.length + 1);
    this.#shared.symbols[rule] = { ...symbol, alternatives };
  }

  /** A rule with its alternatives at once. */
  choice(alternatives: readonly (readonly SymbolId[])[], options?: string | RuleOptions): SymbolId {
    const rule = this.rule(options);
    this.define(rule, alternatives);
    return rule;
  }

  /** Counted: its cost does not grow with the bounds. `most` may be Infinity. */
  repeat(symbol: SymbolId, least: number, most: number, separator?: SymbolId): SymbolId {
    if (most < least) return this.choice([]);
    return this.#add({ kind: 'repeat', symbol, least, most, separator });
  }

  /** Matches nothing: what uses it is dropped. */
  nothing(): SymbolId {
    return this.lexeme(NOTHING);
  }

  /**
   * A view of this builder, held by this one. Between two lexemes the text may hold one `skip` lexeme of
   * the innermost view that holds both; before the first and after the last it may not.
   */
  scope(skip: RegexId | undefined): GrammarBuilder {
    const { skips, parents, limits } = this.#shared;
    if (skip === undefined && this.#scope === 0) return this;
    const escaping = this.#escaping;
    const written = skip !== undefined && escaping ? escaping.escape(skip) : skip;
    skips.push(written === undefined ? undefined : this.regex.withoutEmpty(written));
    parents.push(this.#scope);
    const scope = skips.length - 1;
    return new GrammarBuilder(limits, this.#shared, { scope, ...(escaping && { escaping }) });
  }

  /** A view whose lexemes are written as they stand within a JSON string. */
  jsonEscaped(): GrammarBuilder {
    const escaping = new JsonEscaping(this.regex);
    return new GrammarBuilder(this.limits, this.#shared, { scope: this.#scope, escaping });
  }

  /** Whether a matcher may say what must follow, so that the model is not asked. */
  get isForcing(): boolean {
    return this.#shared.isForcing;
  }

  /** Has the model write everything itself, also what must follow. */
  stopForcing(): void {
    this.#shared.isForcing = false;
  }

  #add(symbol: GrammarSymbol): SymbolId {
    this.#grow(1);
    this.#shared.symbols.push(symbol);
    return this.#shared.symbols.length - 1;
  }

  #grow(symbols: number): void {
    const { limits } = this.#shared;
    this.#shared.size += symbols;
    if (this.#shared.size > limits.grammarSymbols) {
      throw tooComplexError('grammarSymbols', limits.grammarSymbols);
    }
  }
}

function createShared(limits: Limits): Shared {
  return {
    regex: new RegexStore(limits),
    limits,
    symbols: [],
    skips: [undefined],
    parents: [0],
    known: new Map(),
    size: 0,
    isForcing: true,
  };
}
