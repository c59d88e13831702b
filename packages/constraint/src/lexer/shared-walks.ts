import type { Kept } from '../memory-budget.ts';
import { RegexStore } from '../regex/store.ts';
import type { Lexer } from './lexer.ts';
import { Shapes } from './shapes.ts';
import type { Walk } from './walk.ts';

/** Nodes of the shared regexes at which sharing starts afresh. */
const mostNodes = 300_000;
const mostPairs = 24;
/** Each grammar has spent its operands in its own store before. */
const limits = { regexNodes: 2 * mostNodes, regexOperands: Infinity };

/** Walks of a vocabulary by what the lexer state matches, so that grammars share them. */
export class SharedWalks {
  #store = new RegexStore(limits);
  #walks = new Map<string, Kept<Walk>>();
  #count = 0;

  nextId(): number {
    return this.#count++;
  }

  /** A view for one grammar. */
  of(lexer: Lexer, horizon: number): WalkSharing {
    if (this.#store.nodes.length > mostNodes) {
      this.#store = new RegexStore(limits);
      this.#walks = new Map();
    }
    return new WalkSharing(lexer, new Shapes(lexer.store, this.#store, horizon), this.#walks);
  }
}

export class WalkSharing {
  readonly #lexer: Lexer;
  readonly #shapes: Shapes;
  readonly #walks: Map<string, Kept<Walk>>;

  constructor(lexer: Lexer, shapes: Shapes, walks: Map<string, Kept<Walk>>) {
    this.#lexer = lexer;
    this.#shapes = shapes;
    this.#walks = walks;
  }

  /** Undefined for states that are not worth sharing. */
  keyOf(state: number): string | undefined {
    const pairs = this.#lexer.pairsOf(state);
    if (pairs.length > 2 * mostPairs) return undefined;
    let key = '';
    for (let index = 0; index < pairs.length; index += 2) {
      const lexeme = this.#lexer.lexemes[pairs[index]! >>> 1]!;
      const shape = this.#shapes.shapeOf(pairs[index + 1]!);
      if (shape === undefined) return undefined;
      key += `${shape}${(pairs[index]! & 1) === 1 ? 'g' : ''}${lexeme.isLazy ? 'l' : ''}`;
      if (lexeme.isSkip) key += 's';
      for (let other = 0; lexeme.except.length > 0 && other < pairs.length; other += 2) {
        if (lexeme.except.includes(pairs[other]! >>> 1)) key += `-${other}`;
      }
      key += ';';
    }
    return key;
  }

  get(key: string): Kept<Walk> | undefined {
    const kept = this.#walks.get(key);
    return kept !== undefined && isWhole(kept) ? kept : undefined;
  }

  set(key: string, walk: Kept<Walk>): void {
    this.#walks.set(key, walk);
  }
}

/** Whether nothing of the walk has been dropped. */
export function isWhole({ value: walk }: Kept<Walk>): boolean {
  return walk !== undefined && (walk.stay === undefined || walk.stay.value !== undefined);
}
