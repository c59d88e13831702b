import { GrammarBuilder, type SymbolId } from '../../src/grammar.ts';
import { type Expression, matchesEmpty, writeExpression } from './expression.ts';
import type { ReferenceGrammar, ReferenceLexeme } from './matcher.ts';
import type { Random } from './random.ts';

export const alphabet = [0x61, 0x62, 0xc3];

/** A small expression; deeper ones are rarer. */
function randomExpression(random: Random, depth: number): Expression {
  const part = () => randomExpression(random, depth - 1);
  if (depth === 0 || random.below(4) === 0) {
    const bytes = alphabet.filter(() => random.below(3) > 0);
    return { kind: 'bytes', bytes: bytes.length > 0 ? bytes : [alphabet[0]!] };
  }
  switch (random.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return { kind: 'concat', left: part(), right: part() };
    case 4:
    case 5:
      return { kind: 'union', left: part(), right: part() };
    case 6:
      return { kind: 'intersection', left: part(), right: part() };
    case 7:
      return { kind: 'intersection', left: part(), right: { kind: 'complement', body: part() } };
    default: {
      const least = random.below(3);
      return { kind: 'repeat', body: part(), least, most: least + random.below(3) };
    }
  }
}

export function randomGrammar(random: Random): ReferenceGrammar {
  const lexemes: ReferenceLexeme[] = [];
  const lexemeCount = 2 + random.below(4);
  while (lexemes.length < lexemeCount) {
    const expression = randomExpression(random, 3);
    if (matchesEmpty(expression)) continue;
    const except = [...lexemes.keys()].filter(() => random.below(6) === 0);
    lexemes.push({ expression, lazy: random.below(5) === 0, except });
  }
  const ruleCount = 1 + random.below(4);
  const rules = Array.from({ length: ruleCount }, () =>
    Array.from({ length: 1 + random.below(3) }, () =>
      Array.from({ length: random.below(4) }, () =>
        random.below(3) > 0 ? random.below(lexemeCount) : lexemeCount + random.below(ruleCount),
      ),
    ),
  );
  return { alphabet, lexemes, rules };
}

/** The same grammar in the builder under test. */
export function writeGrammar(grammar: ReferenceGrammar): {
  builder: GrammarBuilder;
  start: SymbolId;
} {
  const builder = new GrammarBuilder();
  const symbols: SymbolId[] = [];
  for (const { expression, lazy, except } of grammar.lexemes) {
    const regex = writeExpression(builder.regex, expression);
    const options = { name: `${symbols.length}`, lazy, except: except.map((e) => symbols[e]!) };
    symbols.push(builder.lexeme(regex, options));
  }
  const rules = grammar.rules.map((_, index) => builder.rule(`rule ${index}`));
  symbols.push(...rules);
  for (const [index, alternatives] of grammar.rules.entries()) {
    builder.define(
      rules[index]!,
      alternatives.map((parts) => parts.map((part) => symbols[part]!)),
    );
  }
  return { builder, start: rules[0]! };
}
