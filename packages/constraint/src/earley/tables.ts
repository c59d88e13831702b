import { tooComplexError } from '../errors.ts';
import type {
  GrammarBuilder,
  GrammarSymbol,
  LexemeSymbol,
  RuleSymbol,
  SymbolId,
} from '../grammar.ts';
import type { Lexeme } from '../lexer/lexer.ts';
import type { Range } from '../regex/utf8.ts';
import { findProductive } from './productive.ts';

/** What stands at a dot: a terminal (2t+1), a nonterminal (2n), or one of these. */
export const operation = {
  end: -1,
  /** After an element of a repeat: count it, then leave or go on. */
  loop: -2,
  /** After the separator of a repeat: back to the element. */
  back: -3,
} as const;

export interface Repeat {
  readonly least: number;
  readonly most: number;
  /** Where the element stands. */
  readonly element: number;
  /** Where it goes on after an element: at the separator, else at the element. */
  readonly again: number;
}

/**
 * A grammar laid out for the parser: only what can be reached from the start and can be completed.
 * Terminals are the lexemes, in the lexer's numbering, and after them the special tokens.
 */
export interface ParserTables {
  /** By dot. */
  readonly operations: Int32Array;
  /** The nonterminal a dot belongs to. */
  readonly owner: Int32Array;
  /** The first dot of each alternative, by nonterminal. */
  readonly alternatives: readonly Int32Array[];
  readonly isNullable: Uint8Array;
  readonly repeats: readonly (Repeat | undefined)[];
  /** What the front end said of each nonterminal; undefined where it is no rule. */
  readonly rules: readonly (RuleSymbol | undefined)[];
  readonly lexemes: readonly Lexeme[];
  /** What the front end said of each lexeme; undefined for skip lexemes. */
  readonly lexemeSymbols: readonly (LexemeSymbol | undefined)[];
  /** The skip lexeme of each scope; undefined for none. */
  readonly skips: readonly (number | undefined)[];
  /** The scope that holds each scope. */
  readonly parents: readonly number[];
  readonly specials: readonly (readonly Range[])[];
  /** Dot of the start rule, whose only alternative is the start symbol. */
  readonly startDot: number;
}

/** Undefined when the start symbol matches nothing. */
export function buildTables(builder: GrammarBuilder, start: SymbolId): ParserTables | undefined {
  const productive = findProductive(builder);
  if (!productive[start]) return undefined;
  return new TableWriter(builder, productive).write(start);
}

class TableWriter {
  readonly #symbols: readonly GrammarSymbol[];
  readonly #builder: GrammarBuilder;
  readonly #productive: readonly boolean[];
  /** Codes of the symbols as operations. */
  readonly #codes = new Map<SymbolId, number>();
  readonly #pending: { symbol: SymbolId; nonterminal: number }[] = [];
  readonly #operations: number[] = [];
  readonly #owner: number[] = [];
  readonly #alternatives: number[][] = [[]];
  readonly #repeats: (Repeat | undefined)[] = [undefined];
  readonly #rules: (RuleSymbol | undefined)[] = [undefined];
  readonly #lexemes: Lexeme[] = [];
  readonly #lexemeSymbols: (LexemeSymbol | undefined)[] = [];
  readonly #skips: number[] = [];
  readonly #specials: { code: number; ranges: readonly Range[] }[] = [];

  constructor(builder: GrammarBuilder, productive: readonly boolean[]) {
    this.#builder = builder;
    this.#symbols = builder.symbols;
    this.#productive = productive;
  }

  write(start: SymbolId): ParserTables {
    this.#writeAlternative(0, [start]);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#writeNonterminal(next.nonterminal, next.symbol);
    }
    const operations = Int32Array.from(this.#operations);
    this.#placeSpecials(operations);
    const tables = {
      operations,
      owner: Int32Array.from(this.#owner),
      alternatives: this.#alternatives.map((dots) => Int32Array.from(dots)),
      repeats: this.#repeats,
      rules: this.#rules,
      lexemes: this.#lexemes,
      lexemeSymbols: this.#lexemeSymbols,
      skips: this.#skips,
      parents: this.#builder.parents,
      specials: this.#specials.map(({ ranges }) => ranges),
      startDot: 0,
    };
    return { ...tables, isNullable: findNullable(tables) };
  }

  #writeNonterminal(nonterminal: number, id: SymbolId): void {
    const symbol = this.#symbols[id]!;
    if (symbol.kind === 'rule') {
      this.#rules[nonterminal] = symbol;
      for (const alternative of symbol.alternatives) {
        if (alternative.every((part) => this.#productive[part])) {
          this.#writeAlternative(nonterminal, alternative);
        }
      }
    } else if (symbol.kind === 'repeat') this.#writeRepeat(nonterminal, symbol);
  }

  #writeAlternative(nonterminal: number, symbols: readonly SymbolId[]): void {
    this.#alternatives[nonterminal]!.push(this.#operations.length);
    for (const symbol of symbols) this.#put(nonterminal, this.#code(symbol));
    this.#put(nonterminal, operation.end);
  }

  #writeRepeat(nonterminal: number, repeat: Extract<GrammarSymbol, { kind: 'repeat' }>): void {
    const { symbol, separator } = repeat;
    const element = this.#operations.length;
    // Without a productive element or separator only the short repeats are left.
    const isAgain = separator === undefined || this.#productive[separator] === true;
    const most = this.#productive[symbol] ? (isAgain ? repeat.most : Math.min(1, repeat.most)) : 0;
    if (most > 0) {
      this.#alternatives[nonterminal]!.push(element);
      this.#put(nonterminal, this.#code(symbol));
      this.#put(nonterminal, operation.loop);
    }
    let again = element;
    if (most > 1 && separator !== undefined) {
      again = this.#operations.length;
      this.#put(nonterminal, this.#code(separator));
      this.#put(nonterminal, operation.back);
    }
    if (repeat.least === 0) this.#writeAlternative(nonterminal, []);
    this.#repeats[nonterminal] = { least: repeat.least, most, element, again };
  }

  #put(nonterminal: number, code: number): void {
    const { grammarSymbols } = this.#builder.limits;
    if (this.#operations.length >= 2 * grammarSymbols) {
      throw tooComplexError('grammarSymbols', grammarSymbols);
    }
    this.#operations.push(code);
    this.#owner.push(nonterminal);
  }

  #code(id: SymbolId): number {
    const known = this.#codes.get(id);
    if (known !== undefined) return known;
    const symbol = this.#symbols[id]!;
    if (symbol.kind === 'lexeme') return this.#lexeme(id, symbol) * 2 + 1;
    let code: number;
    if (symbol.kind === 'special') {
      // Numbered from the end for now: the lexemes are not all known yet.
      code = firstSpecial - 2 * this.#specials.length;
      this.#specials.push({ code, ranges: symbol.ranges });
    } else {
      code = this.#alternatives.length * 2;
      this.#pending.push({ symbol: id, nonterminal: this.#alternatives.length });
      this.#alternatives.push([]);
      this.#repeats.push(undefined);
      this.#rules.push(undefined);
    }
    this.#codes.set(id, code);
    return code;
  }

  #lexeme(id: SymbolId, symbol: LexemeSymbol): number {
    const known = this.#codes.get(id);
    if (known !== undefined) return known >>> 1;
    const number = this.#lexemes.length;
    this.#codes.set(id, number * 2 + 1);
    this.#lexemeSymbols.push(symbol);
    const { regex, scope, lazy: isLazy = false } = symbol;
    const except: number[] = [];
    this.#lexemes.push({ regex, isLazy, isSkip: false, scope, except });
    for (const other of symbol.except ?? []) {
      const otherSymbol = this.#symbols[other]!;
      if (otherSymbol.kind !== 'lexeme') throw new TypeError('`except` takes lexemes');
      except.push(this.#lexeme(other, otherSymbol));
    }
    this.#addSkips(scope);
    return number;
  }

  /** The skip lexemes of a scope and of those that hold it. */
  #addSkips(scope: number): void {
    if (scope === 0) return;
    this.#addSkips(this.#builder.parents[scope]!);
    const regex = this.#builder.skips[scope];
    if (regex === undefined || this.#skips[scope] !== undefined) return;
    this.#skips[scope] = this.#lexemes.length;
    this.#lexemes.push({ regex, isLazy: false, isSkip: true, scope, except: [] });
    this.#lexemeSymbols.push(undefined);
  }

  #placeSpecials(operations: Int32Array): void {
    if (this.#specials.length === 0) return;
    const numbers = new Map(this.#specials.map(({ code }, index) => [code, index]));
    for (let dot = 0; dot < operations.length; dot++) {
      const special = numbers.get(operations[dot]!);
      if (special !== undefined) operations[dot] = (this.#lexemes.length + special) * 2 + 1;
    }
  }
}

const firstSpecial = -11;

function findNullable(tables: Omit<ParserTables, 'isNullable'>): Uint8Array {
  const { operations, owner, alternatives } = tables;
  const isNullable = new Uint8Array(alternatives.length);
  const users: number[][] = alternatives.map(() => []);
  for (let dot = 0; dot < operations.length; dot++) {
    const code = operations[dot]!;
    if (code >= 0 && (code & 1) === 0) users[code >>> 1]!.push(owner[dot]!);
  }
  const changed = alternatives.map((_, nonterminal) => nonterminal);
  for (let next = changed.pop(); next !== undefined; next = changed.pop()) {
    if (isNullable[next] === 1) continue;
    if (!alternatives[next]!.some((start) => isEmptyFrom(tables, isNullable, next, start)))
      continue;
    isNullable[next] = 1;
    for (const user of users[next]!) changed.push(user);
  }
  return isNullable;
}

function isEmptyFrom(
  { operations, repeats }: Omit<ParserTables, 'isNullable'>,
  isNullable: Uint8Array,
  nonterminal: number,
  start: number,
): boolean {
  let dot = start;
  while (isEmptyCode(operations[dot]!, isNullable)) dot++;
  if (operations[dot] === operation.end) return true;
  const repeat = repeats[nonterminal];
  if (operations[dot] !== operation.loop || repeat === undefined) return false;
  // A repeat of empty elements is empty; one with a separator only when one element is enough.
  return repeat.again === repeat.element || repeat.least <= 1;
}

function isEmptyCode(code: number, isNullable: Uint8Array): boolean {
  return code >= 0 && (code & 1) === 0 && isNullable[code >>> 1] === 1;
}
