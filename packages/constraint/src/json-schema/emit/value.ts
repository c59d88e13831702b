import type { GrammarBuilder, SymbolId } from '../../grammar.ts';
import { NOTHING as NO_TEXT } from '../../regex/store.ts';
import type { Expander } from '../expand.ts';
import type { SchemaFaults } from '../faults.ts';
import type { ExpressionId, Kinds } from '../kinds.ts';
import type { JsonSchemaOptions } from '../options.ts';
import { defaultWhitespace } from '../options.ts';
import { emitArray } from './array.ts';
import { createLayout, type Layout } from './layout.ts';
import { emitObject } from './object.ts';

/** Turns sets of JSON values into symbols of a grammar. */
export class Emitter {
  readonly builder: GrammarBuilder;
  readonly expander: Expander;
  readonly faults: SchemaFaults;
  readonly layout: Layout;
  readonly hasFreeOrder: boolean;
  readonly #symbols = new Map<ExpressionId, SymbolId>();
  readonly #rules = new Map<ExpressionId, SymbolId | undefined>();

  constructor(
    builder: GrammarBuilder,
    expander: Expander,
    faults: SchemaFaults,
    options: JsonSchemaOptions,
  ) {
    this.builder = builder;
    this.expander = expander;
    this.faults = faults;
    this.layout = createLayout(builder, options.whitespace ?? defaultWhitespace);
    this.hasFreeOrder = options.propertyOrder === 'free';
  }

  /** Matches the JSON texts of the values in the set. */
  symbol(id: ExpressionId): SymbolId {
    const known = this.#symbols.get(id);
    if (known !== undefined) return known;
    if (this.#rules.has(id)) return this.#ruleOf(id);
    this.#rules.set(id, undefined);
    const alternatives = this.#alternatives(id);
    const rule = this.#rules.get(id);
    const single = alternatives.length === 1 && alternatives[0]!.length === 1;
    let symbol: SymbolId;
    if (rule !== undefined) {
      this.builder.define(rule, alternatives);
      symbol = rule;
    } else symbol = single ? alternatives[0]![0]! : this.builder.choice(alternatives);
    this.#rules.delete(id);
    this.#symbols.set(id, symbol);
    return symbol;
  }

  /** The rule of a set whose definition has come back to it. */
  #ruleOf(id: ExpressionId): SymbolId {
    const rule = this.#rules.get(id) ?? this.builder.rule();
    this.#rules.set(id, rule);
    return rule;
  }

  #alternatives(id: ExpressionId): SymbolId[][] {
    const kinds = this.expander.expand(id);
    if (kinds === undefined) {
      this.faults.add('$ref', 'the schema is defined by nothing but itself');
      return [];
    }
    return [
      ...this.#scalars(kinds).map((symbol) => [symbol]),
      ...kinds.arrays.flatMap((form) => emitArray(form, this)),
      ...kinds.objects.flatMap((form) => emitObject(form, this)),
    ];
  }

  #scalars(kinds: Kinds): SymbolId[] {
    const { regex } = this.builder;
    const { numbers, strings } = this.expander;
    const texts = [];
    if (kinds.words.size > 0) {
      texts.push(regex.union([...kinds.words].map((word) => regex.literal(word))));
    }
    const number = numbers.written(kinds.numbers);
    if (number !== NO_TEXT) texts.push(number);
    if (kinds.strings !== NO_TEXT) texts.push(strings.quoted(kinds.strings));
    return texts.map((text) => this.builder.lexeme(text));
  }
}
