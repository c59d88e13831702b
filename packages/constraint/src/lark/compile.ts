import { ConstraintError } from '../errors.ts';
import type { GrammarBuilder, LexemeOptions, RuleOptions, SymbolId } from '../grammar.ts';
import { addJsonSchema } from '../json-schema/compile.ts';
import type { JsonSchemaOptions } from '../json-schema/options.ts';
import type { RegexId } from '../regex/store.ts';
import { LarkFault } from './fault.ts';
import type { Position } from './position.ts';
import { type TokenNames, tokenRanges } from './special-token.ts';
import type { Attributes, Definition, Expression, LarkGrammar } from './syntax.ts';
import { TerminalCompiler } from './terminal.ts';

/** What a Lark grammar may refer to outside of itself. */
export interface LarkSurroundings {
  readonly tokens: TokenNames;
  /** Writes the grammar that `@name` stands for; `undefined` when there is none of that name. */
  grammar(name: string): SymbolId | undefined;
  /** How `%json` is read. */
  readonly jsonSchema?: JsonSchemaOptions;
  /** Takes what is wrong; the rest is still compiled. */
  report(fault: LarkFault): void;
}

/** Writes the rules that `start` reaches into the builder. */
export function compileLark(
  builder: GrammarBuilder,
  grammar: LarkGrammar,
  surroundings: LarkSurroundings,
): SymbolId {
  return new RuleCompiler(builder, grammar, surroundings).start();
}

class RuleCompiler {
  readonly #builder: GrammarBuilder;
  readonly #skip: RegexId | undefined;
  readonly #grammar: LarkGrammar;
  readonly #surroundings: LarkSurroundings;
  readonly #terminals: TerminalCompiler;
  readonly #rules = new Map<string, SymbolId>();
  /** Rules that are referred to and not yet written. A queue, so that long chains need no deep stack. */
  readonly #pending: Definition[] = [];

  constructor(builder: GrammarBuilder, grammar: LarkGrammar, surroundings: LarkSurroundings) {
    const { limits, regex } = builder;
    this.#terminals = new TerminalCompiler(regex, grammar.terminals, limits);
    this.#grammar = grammar;
    this.#surroundings = surroundings;
    this.#skip = this.#skipped(builder);
    this.#builder = builder.scope(this.#skip);
    if (grammar.options.noForcing) builder.stopForcing();
  }

  start(): SymbolId {
    const position = { line: 1, column: 1 };
    const start = this.#attempt(position, () =>
      this.#named({ kind: 'name', name: 'start', position }),
    );
    for (let rule = this.#pending.pop(); rule; rule = this.#pending.pop()) this.#write(rule);
    return this.#skip !== undefined && this.#grammar.options.allowInitialSkip
      ? this.#afterSkip(this.#skip, start)
      : start;
  }

  #afterSkip(skip: RegexId, start: SymbolId): SymbolId {
    const outer = this.#builder.scope(undefined);
    return outer.choice([[start], [outer.lexeme(skip), start]]);
  }

  /** What may stand between two lexemes, where the grammar has `%ignore`. */
  #skipped(builder: GrammarBuilder): RegexId | undefined {
    const { ignored, options } = this.#grammar;
    if (ignored.length === 0) return undefined;
    const regexes: RegexId[] = [];
    for (const expression of ignored) {
      this.#attempt(expression.position, () => regexes.push(this.#terminals.regexOf(expression)));
    }
    const skip = builder.regex.union(regexes);
    return options.skipOnce ? skip : builder.regex.repeat(skip, 1, Infinity);
  }

  /** The result stands for nothing once a fault is reported, since the grammar is refused then. */
  #attempt(position: Position, compile: () => SymbolId): SymbolId {
    try {
      return compile();
    } catch (error) {
      const fault = asFault(error, position);
      if (!fault) throw error;
      this.#surroundings.report(fault);
      return -1;
    }
  }

  #write(definition: Definition): void {
    const rule = this.#rules.get(definition.name)!;
    const body = this.#attempt(definition.position, () => this.#body(definition));
    if (body >= 0) this.#builder.define(rule, [[body]]);
  }

  #body({ attributes, body, position }: Definition): SymbolId {
    const { lazy, stop, suffix, maxTokens } = attributes;
    if (maxTokens === 0) return this.#builder.choice([[]]);
    if (lazy || stop || suffix) return this.#lexemeWithEnd(attributes, body);
    if (maxTokens === undefined) return this.#symbol(body);
    if (isEmbedded(body)) {
      throw new LarkFault(position, 'max_tokens', 'max_tokens= is only supported on terminals');
    }
    return this.#lexeme(body, attributes);
  }

  /** A lexeme that ends as soon as it can, with the text that ends it where there is one. */
  #lexemeWithEnd(attributes: Attributes, body: Expression): SymbolId {
    const end = attributes.suffix ?? attributes.stop;
    if (!end) return this.#lexeme(body, attributes, { lazy: true });
    // Where the end of the turn is the stop, the lexeme is an ordinary one.
    if (end.kind === 'string' && end.text === '') return this.#lexeme(body, attributes);
    const { position } = body;
    const { stopCapture: capture } = attributes;
    const regex = this.#terminals.regexOf(end);
    const whole: Expression = { kind: 'sequence', parts: [body, end], position };
    return this.#lexeme(whole, attributes, {
      lazy: true,
      suffix: { regex, ...(capture === undefined ? {} : { capture }) },
    });
  }

  #lexeme(body: Expression, attributes: Attributes, options: LexemeOptions = {}): SymbolId {
    const { maxTokens, temperature, capture } = attributes;
    return this.#builder.lexeme(this.#terminals.regexOf(body), {
      ...options,
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(capture === undefined ? {} : { capture }),
    });
  }

  #symbol(expression: Expression): SymbolId {
    const builder = this.#builder;
    const { position } = expression;
    switch (expression.kind) {
      case 'choice':
        return builder.choice(expression.parts.map((part) => this.#sequence(part)));
      case 'sequence':
        return builder.choice([this.#sequence(expression)]);
      case 'both':
        throw new LarkFault(position, '&', '& is for terminals; give the rule an upper-case name');
      case 'repeat':
        return builder.repeat(this.#symbol(expression.part), expression.least, expression.most);
      case 'name':
        return this.#named(expression);
      case 'special-token':
        return builder.specialTokens(
          tokenRanges(expression.text, position, this.#surroundings.tokens),
        );
      case 'grammar-reference':
        return this.#reference(expression);
      case 'json':
        return addJsonSchema(
          builder.scope(undefined),
          expression.text,
          this.#surroundings.jsonSchema,
        );
      case 'lark':
        return compileLark(builder.scope(undefined), expression.grammar, this.#surroundings);
      case 'string':
      case 'regex':
      case 'range':
      case 'substring':
      case 'not':
        return builder.lexeme(this.#terminals.regexOf(expression));
    }
  }

  #sequence(expression: Expression): SymbolId[] {
    if (expression.kind !== 'sequence') return [this.#symbol(expression)];
    const { parts } = expression;
    return parts
      .filter((part, index) => !this.#isStopOf(part, parts[index - 1]))
      .map((part) => this.#symbol(part));
  }

  /**
   * Whether `part` only repeats the text at which the rule before it stops. llguidance takes that text
   * back from the model so that it can be said again; here it is said once.
   */
  #isStopOf(part: Expression, before: Expression | undefined): boolean {
    if (before?.kind !== 'name') return false;
    const stop = this.#grammar.rules.get(before.name)?.attributes.stop;
    return stop !== undefined && isSameLiteral(stop, part);
  }

  #named({ name, position }: Extract<Expression, { kind: 'name' }>): SymbolId {
    const known = this.#rules.get(name);
    if (known !== undefined) return known;
    const definition = this.#grammar.rules.get(name);
    if (definition) {
      const rule = this.#builder.rule(ruleOptions(definition));
      this.#rules.set(name, rule);
      this.#pending.push(definition);
      return rule;
    }
    const regex = this.#terminals.regexOf({ kind: 'name', name, position });
    return this.#builder.lexeme(regex);
  }

  #reference({ name, position }: Extract<Expression, { kind: 'grammar-reference' }>): SymbolId {
    const symbol = this.#surroundings.grammar(name);
    if (symbol === undefined) {
      throw new LarkFault(position, `@${name}`, `there is no grammar of the name "${name}"`);
    }
    return symbol;
  }
}

/** Attributes that hold for a rule as a whole, where they do not hold for its lexeme. */
function ruleOptions({ name, attributes }: Definition): RuleOptions {
  const { lazy, stop, suffix, maxTokens, temperature, capture } = attributes;
  const isLexeme = lazy || stop || suffix || maxTokens !== undefined;
  return {
    name,
    ...(temperature === undefined || isLexeme ? {} : { temperature }),
    ...(capture === undefined || (isLexeme && maxTokens !== 0) ? {} : { capture }),
  };
}

function isEmbedded({ kind }: Expression): boolean {
  return kind === 'json' || kind === 'lark' || kind === 'grammar-reference';
}

function isSameLiteral(left: Expression, right: Expression): boolean {
  if (left.kind === 'string' && right.kind === 'string') {
    return left.text === right.text && left.ignoreCase === right.ignoreCase;
  }
  if (left.kind === 'regex' && right.kind === 'regex') {
    return left.pattern === right.pattern && left.flags === right.flags;
  }
  return left.kind === 'name' && right.kind === 'name' && left.name === right.name;
}

/** What an embedded JSON Schema finds wrong is wrong at the place of its `%json`. */
function asFault(error: unknown, position: Position): LarkFault | undefined {
  if (error instanceof LarkFault) return error;
  if (!(error instanceof ConstraintError) || error.code === 'grammar_too_complex') return undefined;
  return new LarkFault(position, '%json', error.message);
}
