import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { PatternLowering } from '../regex/lower.ts';
import { parsePattern } from '../regex/parse.ts';
import { hasAssertion, type Pattern, PatternError } from '../regex/pattern.ts';
import type { RegexId, RegexStore } from '../regex/store.ts';
import { LarkFault } from './fault.ts';
import { substringRegex } from './substring.ts';
import type { Definition, Expression } from './syntax.ts';

/** Turns what stands in terminals into regexes. A terminal is compiled once, and only when it is used. */
export class TerminalCompiler {
  readonly #store: RegexStore;
  readonly #terminals: ReadonlyMap<string, Definition>;
  readonly #limits: Limits;
  readonly #lowering: PatternLowering;
  readonly #compiled = new Map<string, RegexId>();
  readonly #inProgress = new Set<string>();

  constructor(store: RegexStore, terminals: ReadonlyMap<string, Definition>, limits: Limits) {
    this.#store = store;
    this.#terminals = terminals;
    this.#limits = limits;
    this.#lowering = new PatternLowering(store, (points) => store.codePoints(points));
  }

  /** Throws `LarkFault` for what only a rule may hold. */
  regexOf(expression: Expression): RegexId {
    const store = this.#store;
    const { position } = expression;
    switch (expression.kind) {
      case 'choice':
        return store.union(expression.parts.map((part) => this.regexOf(part)));
      case 'both':
        return store.intersection(expression.parts.map((part) => this.regexOf(part)));
      case 'sequence':
        return store.concat(expression.parts.map((part) => this.regexOf(part)));
      case 'not':
        return store.complement(this.regexOf(expression.part));
      case 'repeat':
        return store.repeat(this.regexOf(expression.part), expression.least, expression.most);
      case 'name':
        return this.#named(expression);
      case 'string':
        return expression.ignoreCase ? this.#caseless(expression) : store.literal(expression.text);
      case 'range':
        return this.#range(expression);
      case 'regex':
        return this.#pattern(expression);
      case 'substring':
        return substringRegex(store, expression.text, position, this.#limits);
      case 'special-token':
        throw inTerminal(expression, expression.text, 'a special token');
      case 'grammar-reference':
        throw inTerminal(expression, `@${expression.name}`, 'another grammar');
      case 'json':
        throw inTerminal(expression, '%json', '%json');
      case 'lark':
        throw inTerminal(expression, '%lark', '%lark');
    }
  }

  #named({ name, position }: Extract<Expression, { kind: 'name' }>): RegexId {
    const known = this.#compiled.get(name);
    if (known !== undefined) return known;
    const terminal = this.#terminals.get(name);
    if (!terminal) throw new LarkFault(position, name, `unknown name "${name}"`);
    if (this.#inProgress.has(name)) {
      throw new LarkFault(position, name, `the terminal "${name}" refers to itself`);
    }
    const { sourceDepth } = this.#limits;
    if (this.#inProgress.size >= sourceDepth) throw tooComplexError('sourceDepth', sourceDepth);
    this.#inProgress.add(name);
    const regex = this.regexOf(terminal.body);
    this.#inProgress.delete(name);
    this.#compiled.set(name, regex);
    return regex;
  }

  #range({ first, last, position }: Extract<Expression, { kind: 'range' }>): RegexId {
    const written = `${JSON.stringify(first)}..${JSON.stringify(last)}`;
    const [from, to] = [...first, ...last].map((character) => character.codePointAt(0)!);
    if ([...first].length !== 1 || [...last].length !== 1) {
      throw new LarkFault(position, written, 'a range runs from one character to another');
    }
    if (from! > to!) throw new LarkFault(position, written, 'a range ends at its start or behind');
    return this.#store.codePoints([[from!, to!]]);
  }

  #caseless({ text, position }: Extract<Expression, { kind: 'string' }>): RegexId {
    const pattern = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return this.#pattern({ kind: 'regex', pattern, flags: 'i', position });
  }

  #pattern({
    pattern,
    flags,
    position,
  }: Extract<Expression, { kind: 'regex' }> & Pick<Expression, 'position'>): RegexId {
    const written = `/${pattern}/${flags}`;
    const unknown = /[^imsu]/.exec(flags);
    if (unknown) throw new LarkFault(position, written, `the flag ${unknown[0]} is not supported`);
    try {
      const parsed = parsePattern(pattern, {
        dialect: 'rust',
        ignoreCase: flags.includes('i'),
        dotAll: flags.includes('s'),
        maxDepth: this.#limits.sourceDepth,
      });
      refuseAssertions(parsed);
      return this.#lowering.whole(parsed);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      throw new LarkFault(position, written, error.message);
    }
  }
}

/** A terminal matches by itself, whatever stands around it. */
function refuseAssertions(pattern: Pattern): void {
  if (hasAssertion(pattern)) {
    throw new PatternError(
      'look-around, anchors and word boundaries are not supported in terminals',
    );
  }
}

function inTerminal({ position }: Expression, construct: string, what: string): LarkFault {
  return new LarkFault(position, construct, `${what} cannot be used in a terminal`);
}
