/**
 * What one grammar may cost. Every limit is a count of deterministic steps, never a time: a grammar
 * that is refused is refused on every machine, and one that passes always passes.
 */
export interface Limits {
  /** Nodes of the source: values of a JSON Schema, nodes of a Lark grammar or of a pattern. */
  readonly sourceNodes: number;
  /** Nesting of the source. */
  readonly sourceDepth: number;
  /** Symbols on the right-hand sides of all rules together. */
  readonly grammarSymbols: number;
  /** Regex nodes, derivatives included. */
  readonly regexNodes: number;
  /** Operands of the unions and intersections that derivatives make, all together: what they cost in time. */
  readonly regexOperands: number;
  /** Derivatives one emptiness test may take. */
  readonly emptinessFuel: number;
  readonly lexerStates: number;
  /** Parser threads in one row. */
  readonly rowItems: number;
  readonly rows: number;
  /** States of the byte automaton: a row and a lexer state. */
  readonly configurations: number;
}

export const defaultLimits: Limits = {
  sourceNodes: 50_000,
  sourceDepth: 128,
  grammarSymbols: 500_000,
  regexNodes: 1_000_000,
  regexOperands: 10_000_000,
  emptinessFuel: 200_000,
  lexerStates: 250_000,
  rowItems: 20_000,
  rows: 250_000,
  configurations: 500_000,
};
