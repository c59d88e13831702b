import { after, type Expression, matchesEmpty, matchesSome } from './expression.ts';

/** A grammar as data: rules by name over lexemes by name, or over other rules. */
export interface ReferenceGrammar {
  readonly alphabet: readonly number[];
  readonly lexemes: readonly ReferenceLexeme[];
  /** Symbols: a lexeme's number, or a rule's after all lexemes. Rule 0 is the start. */
  readonly rules: readonly (readonly (readonly number[])[])[];
}

export interface ReferenceLexeme {
  readonly expression: Expression;
  readonly lazy: boolean;
  readonly except: readonly number[];
}

/** Longest witness that is looked for: the expressions of the tests are small. */
const longestWitness = 12;

/**
 * What the engine should do, told as plainly as possible: the text is cut into lexemes byte by byte
 * from the start, and a textbook Earley parser runs over the whole list each time.
 */
export class ReferenceMatcher {
  readonly #grammar: ReferenceGrammar;
  readonly #productive: ReadonlySet<number>;

  constructor(grammar: ReferenceGrammar) {
    this.#grammar = grammar;
    this.#productive = productiveSymbols(grammar);
  }

  /** Whether `bytes` can be the beginning of a text, and whether it is a whole one. */
  judge(bytes: readonly number[]): { isBeginning: boolean; isWhole: boolean } {
    const sets: number[][] = [];
    let current = this.#startOf(sets);
    for (const byte of bytes) {
      let next = this.#step(current, byte);
      if (next.length === 0) {
        const ended = this.#ended(current);
        if (ended.length === 0) return dead;
        sets.push(ended);
        current = this.#startOf(sets);
        next = this.#step(current, byte);
        if (next.length === 0) return dead;
      }
      current = next;
      const ended = this.#ended(current);
      if (ended.length === 0 || !this.#endsAtOnce(current, ended)) continue;
      sets.push(ended);
      current = this.#startOf(sets);
    }
    const isWhole = this.#isWhole(sets, current);
    return { isBeginning: isWhole || current.length > 0, isWhole };
  }

  #isWhole(sets: readonly number[][], current: readonly Pending[]): boolean {
    const isBetween = current.every((pending) => pending.isFresh);
    if (isBetween) return this.#expected(sets).isAccepting;
    const ended = this.#ended(current);
    return ended.length > 0 && this.#expected([...sets, ended]).isAccepting;
  }

  #startOf(sets: readonly (readonly number[])[]): Pending[] {
    const { lexemes } = this.#grammar;
    const expected = this.#expected(sets).lexemes;
    const guards = [...expected].flatMap((lexeme) => lexemes[lexeme]!.except);
    const all = new Set([...expected, ...guards]);
    const pending = [...all].map((lexeme) => ({
      lexeme,
      rest: lexemes[lexeme]!.expression,
      isGuard: !expected.has(lexeme),
      isFresh: true,
    }));
    return this.#live(pending);
  }

  #step(current: readonly Pending[], byte: number): Pending[] {
    const stepped = current.map((pending) => ({
      ...pending,
      rest: after(pending.rest, byte),
      isFresh: false,
    }));
    return this.#live(stepped);
  }

  /** Drops what cannot match any more; and all, when nothing that counts can. */
  #live(pending: readonly Pending[]): Pending[] {
    const { alphabet, lexemes } = this.#grammar;
    const live = pending.filter(({ rest }) => matchesSome(rest, alphabet, longestWitness));
    const counts = live.some(({ lexeme, rest, isGuard }) => {
      if (isGuard) return false;
      const rivals = live.filter((other) => lexemes[lexeme]!.except.includes(other.lexeme));
      const free = rivals.reduce<Expression>(
        (left, rival) => ({
          kind: 'intersection',
          left,
          right: { kind: 'complement', body: rival.rest },
        }),
        rest,
      );
      return matchesSome(free, alphabet, longestWitness);
    });
    return counts ? live : [];
  }

  #ended(current: readonly Pending[]): number[] {
    const ended = current.filter(({ rest, isFresh }) => !isFresh && matchesEmpty(rest));
    const all = ended.map(({ lexeme }) => lexeme);
    const winners = ended
      .filter(({ isGuard }) => !isGuard)
      .map(({ lexeme }) => lexeme)
      .filter((lexeme) => !this.#grammar.lexemes[lexeme]!.except.some((e) => all.includes(e)));
    const lazy = winners.filter((lexeme) => this.#grammar.lexemes[lexeme]!.lazy);
    return lazy.length > 0 ? lazy : winners;
  }

  #endsAtOnce(current: readonly Pending[], ended: readonly number[]): boolean {
    if (ended.some((lexeme) => this.#grammar.lexemes[lexeme]!.lazy)) return true;
    const { alphabet } = this.#grammar;
    const goesOn = current.some(
      ({ rest, isGuard }) =>
        !isGuard &&
        alphabet.some((byte) => matchesSome(after(rest, byte), alphabet, longestWitness)),
    );
    return !goesOn;
  }

  /** Earley, as in the book: sets of items, each completed until nothing is new. */
  #expected(sets: readonly (readonly number[])[]): { lexemes: Set<number>; isAccepting: boolean } {
    const { lexemes, rules } = this.#grammar;
    const chart: Map<string, Item>[] = sets.map(() => new Map<string, Item>());
    chart.push(new Map());
    const add = (position: number, item: Item): boolean => {
      const key = JSON.stringify(item);
      if (chart[position]!.has(key)) return false;
      chart[position]!.set(key, item);
      return true;
    };
    const isUsable = (parts: readonly number[]) =>
      parts.every((part) => this.#productive.has(part));
    for (const [alternative, parts] of rules[0]!.entries()) {
      if (isUsable(parts)) add(0, { rule: 0, alternative, dot: 0, origin: 0 });
    }
    for (let position = 0; position < chart.length; position++) {
      for (let isNew = true; isNew; ) {
        isNew = false;
        for (const item of [...chart[position]!.values()]) {
          const symbol = rules[item.rule]![item.alternative]![item.dot];
          if (symbol === undefined) {
            for (const waiting of [...chart[item.origin]!.values()]) {
              const wanted = rules[waiting.rule]![waiting.alternative]![waiting.dot];
              if (wanted !== lexemes.length + item.rule) continue;
              isNew = add(position, { ...waiting, dot: waiting.dot + 1 }) || isNew;
            }
          } else if (symbol >= lexemes.length) {
            const rule = symbol - lexemes.length;
            for (const [alternative, parts] of rules[rule]!.entries()) {
              if (!isUsable(parts)) continue;
              isNew = add(position, { rule, alternative, dot: 0, origin: position }) || isNew;
            }
          } else if (position < sets.length && sets[position]!.includes(symbol)) {
            add(position + 1, { ...item, dot: item.dot + 1 });
          }
        }
      }
    }
    const last = [...chart.at(-1)!.values()];
    const expected = new Set<number>();
    for (const { rule, alternative, dot } of last) {
      const parts = rules[rule]![alternative]!;
      const symbol = parts[dot];
      if (symbol !== undefined && symbol < lexemes.length) expected.add(symbol);
    }
    const isAccepting = last.some(
      ({ rule, alternative, dot, origin }) =>
        rule === 0 && origin === 0 && dot === rules[0]![alternative]!.length,
    );
    return { lexemes: expected, isAccepting };
  }
}

interface Pending {
  readonly lexeme: number;
  readonly rest: Expression;
  readonly isGuard: boolean;
  readonly isFresh: boolean;
}

interface Item {
  readonly rule: number;
  readonly alternative: number;
  readonly dot: number;
  readonly origin: number;
}

const dead = { isBeginning: false, isWhole: false };

function productiveSymbols({ alphabet, lexemes, rules }: ReferenceGrammar): Set<number> {
  const productive = new Set<number>();
  for (const [index, { expression, except }] of lexemes.entries()) {
    const free = except.reduce<Expression>(
      (left, other) => ({
        kind: 'intersection',
        left,
        right: { kind: 'complement', body: lexemes[other]!.expression },
      }),
      expression,
    );
    if (matchesSome(free, alphabet, longestWitness)) productive.add(index);
  }
  for (let size = -1; size !== productive.size; ) {
    size = productive.size;
    for (const [index, alternatives] of rules.entries()) {
      if (alternatives.some((parts) => parts.every((part) => productive.has(part)))) {
        productive.add(lexemes.length + index);
      }
    }
  }
  return productive;
}
