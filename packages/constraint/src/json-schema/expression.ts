import { EVERYTHING, type ExpressionId, type Kinds, NOTHING } from './kinds.ts';

export type Expression =
  | { readonly kind: 'kinds'; readonly kinds: Kinds }
  | { readonly kind: 'all'; readonly parts: readonly ExpressionId[] }
  | { readonly kind: 'any'; readonly parts: readonly ExpressionId[] }
  /** In exactly one of the parts. */
  | { readonly kind: 'one'; readonly parts: readonly ExpressionId[] }
  | { readonly kind: 'not'; readonly part: ExpressionId }
  /** Read when it is needed, so that schemas may refer to themselves. */
  | { readonly kind: 'schema'; readonly read: () => ExpressionId };

/**
 * Boolean formulas over sets of JSON values. Equal formulas have equal ids up to the order of their
 * parts, so that the formulas met while a recursive schema unfolds are finitely many.
 */
export class ExpressionTable {
  readonly #expressions: Expression[] = [];
  readonly #ids = new Map<string, ExpressionId>();

  constructor(everything: Kinds, nothing: Kinds) {
    this.kinds(everything);
    this.kinds(nothing);
  }

  get size(): number {
    return this.#expressions.length;
  }

  get(id: ExpressionId): Expression {
    return this.#expressions[id]!;
  }

  kinds(kinds: Kinds): ExpressionId {
    return this.#add({ kind: 'kinds', kinds });
  }

  schema(read: () => ExpressionId): ExpressionId {
    return this.#add({ kind: 'schema', read });
  }

  all(parts: Iterable<ExpressionId>): ExpressionId {
    return this.#combine('all', parts, EVERYTHING, NOTHING);
  }

  any(parts: Iterable<ExpressionId>): ExpressionId {
    return this.#combine('any', parts, NOTHING, EVERYTHING);
  }

  /** Exactly one: a part that stands twice is never it. */
  one(parts: readonly ExpressionId[]): ExpressionId {
    if (parts.length < 2) return parts[0] ?? NOTHING;
    const key = `one ${parts.toSorted((left, right) => left - right)}`;
    return this.#intern(key, { kind: 'one', parts });
  }

  not(part: ExpressionId): ExpressionId {
    if (part === EVERYTHING) return NOTHING;
    if (part === NOTHING) return EVERYTHING;
    const expression = this.get(part);
    if (expression.kind === 'not') return expression.part;
    return this.#intern(`not ${part}`, { kind: 'not', part });
  }

  #combine(
    kind: 'all' | 'any',
    parts: Iterable<ExpressionId>,
    neutral: ExpressionId,
    absorbing: ExpressionId,
  ): ExpressionId {
    const flat = new Set<ExpressionId>();
    for (const part of parts) {
      if (part === absorbing) return absorbing;
      const expression = this.get(part);
      if (expression.kind === kind) for (const inner of expression.parts) flat.add(inner);
      else if (part !== neutral) flat.add(part);
    }
    for (const part of flat) {
      const expression = this.get(part);
      if (expression.kind === 'not' && flat.has(expression.part)) return absorbing;
    }
    if (flat.size === 0) return neutral;
    const list = [...flat];
    if (list.length === 1) return list[0]!;
    const key = `${kind} ${list.toSorted((left, right) => left - right)}`;
    return this.#intern(key, { kind, parts: list });
  }

  #intern(key: string, expression: Expression): ExpressionId {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#add(expression);
    this.#ids.set(key, id);
    return id;
  }

  #add(expression: Expression): ExpressionId {
    this.#expressions.push(expression);
    return this.#expressions.length - 1;
  }
}
