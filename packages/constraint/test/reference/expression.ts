import type { RegexId, RegexStore } from '../../src/regex/store.ts';

/** A regex as a tree, matched by plain derivatives of the tree: obvious, slow, and sharing nothing. */
export type Expression =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  | { readonly kind: 'concat'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'union'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'intersection'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'complement'; readonly body: Expression }
  | {
      readonly kind: 'repeat';
      readonly body: Expression;
      readonly least: number;
      readonly most: number;
    };

const nothing: Expression = { kind: 'nothing' };
const empty: Expression = { kind: 'empty' };

export function matchesEmpty(expression: Expression): boolean {
  switch (expression.kind) {
    case 'nothing':
    case 'bytes':
      return false;
    case 'empty':
      return true;
    case 'concat':
    case 'intersection':
      return matchesEmpty(expression.left) && matchesEmpty(expression.right);
    case 'union':
      return matchesEmpty(expression.left) || matchesEmpty(expression.right);
    case 'complement':
      return !matchesEmpty(expression.body);
    case 'repeat':
      return expression.least === 0 || matchesEmpty(expression.body);
  }
}

/** What may follow `byte`. Only the plainest simplifications are made, to keep trees finite. */
export function after(expression: Expression, byte: number): Expression {
  switch (expression.kind) {
    case 'nothing':
    case 'empty':
      return nothing;
    case 'bytes':
      return expression.bytes.includes(byte) ? empty : nothing;
    case 'concat': {
      const within = concat(after(expression.left, byte), expression.right);
      if (!matchesEmpty(expression.left)) return within;
      return union(within, after(expression.right, byte));
    }
    case 'union':
      return union(after(expression.left, byte), after(expression.right, byte));
    case 'intersection': {
      const [left, right] = [after(expression.left, byte), after(expression.right, byte)];
      if (left.kind === 'nothing' || right.kind === 'nothing') return nothing;
      return { kind: 'intersection', left, right };
    }
    case 'complement':
      return { kind: 'complement', body: after(expression.body, byte) };
    case 'repeat': {
      const { body, least, most } = expression;
      if (most === 0) return nothing;
      const rest: Expression = {
        kind: 'repeat',
        body,
        least: matchesEmpty(body) ? 0 : Math.max(0, least - 1),
        most: most - 1,
      };
      return concat(after(body, byte), rest);
    }
  }
}

function concat(left: Expression, right: Expression): Expression {
  if (left.kind === 'nothing' || right.kind === 'nothing') return nothing;
  return left.kind === 'empty' ? right : { kind: 'concat', left, right };
}

function union(left: Expression, right: Expression): Expression {
  if (left.kind === 'nothing') return right;
  if (right.kind === 'nothing' || JSON.stringify(left) === JSON.stringify(right)) return left;
  return { kind: 'union', left, right };
}

/** Whether something of at most `length` bytes out of `alphabet` matches. */
export function matchesSome(
  expression: Expression,
  alphabet: readonly number[],
  length: number,
): boolean {
  let level = new Map([[JSON.stringify(expression), expression]]);
  const seen = new Set(level.keys());
  for (let depth = 0; depth <= length; depth++) {
    const next = new Map<string, Expression>();
    for (const candidate of level.values()) {
      if (matchesEmpty(candidate)) return true;
      for (const byte of alphabet) {
        const rest = after(candidate, byte);
        const key = JSON.stringify(rest);
        if (rest.kind === 'nothing' || seen.has(key)) continue;
        seen.add(key);
        next.set(key, rest);
      }
    }
    level = next;
  }
  return false;
}

/** The same regex in the store under test. */
export function writeExpression(store: RegexStore, expression: Expression): RegexId {
  const write = (part: Expression) => writeExpression(store, part);
  switch (expression.kind) {
    case 'nothing':
      return store.union([]);
    case 'empty':
      return store.literal('');
    case 'bytes':
      return store.union(expression.bytes.map((byte) => store.byte(byte)));
    case 'concat':
      return store.concat([write(expression.left), write(expression.right)]);
    case 'union':
      return store.union([write(expression.left), write(expression.right)]);
    case 'intersection':
      return store.intersection([write(expression.left), write(expression.right)]);
    case 'complement':
      return store.complement(write(expression.body));
    case 'repeat':
      return store.repeat(write(expression.body), expression.least, expression.most);
  }
}
