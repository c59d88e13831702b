import type { ByteMachine } from '../regex/machine.ts';
import { type SuffixAutomaton, suffixAutomaton } from './suffix-automaton.ts';

/**
 * Reads any run of neighbouring chunks of a text, byte by byte. A state of the suffix automaton is a
 * state here too; behind it hangs a tree with the bytes of the chunks that may come.
 */
export class SubstringMachine implements ByteMachine {
  readonly key: string;
  readonly bytes: readonly number[];
  readonly #targets = new Map<number, number>();
  /** By state, the first byte that goes on, and where; -1 for none. */
  readonly #firstByte: number[] = [];
  readonly #firstTarget: number[] = [];
  /** States in which a chunk ends that is also the beginning of another: where the run goes on. */
  readonly #ended = new Map<number, number>();
  readonly #wholeStates: number;
  /** Whether some byte may both go on with a chunk and begin another one: then it cannot be read. */
  readonly isAmbiguous: boolean;

  constructor(key: string, chunks: readonly Uint8Array[]) {
    const { symbols, distinct } = numbered(chunks);
    const automaton = suffixAutomaton(symbols);
    this.key = `substring ${key}`;
    this.bytes = [...new Set(distinct.flatMap((chunk) => [...chunk]))];
    this.#wholeStates = automaton.length;
    for (const _ of automaton) this.#addState();
    for (const [state, transitions] of automaton.entries()) {
      for (const [symbol, target] of transitions) this.#addChunk(state, distinct[symbol]!, target);
    }
    this.isAmbiguous = this.#findAmbiguity(automaton, distinct);
  }

  next(state: number, byte: number): number {
    const target = this.#targets.get(state * 256 + byte);
    if (target !== undefined) return target;
    const ended = this.#ended.get(state);
    return ended === undefined ? -1 : (this.#targets.get(ended * 256 + byte) ?? -1);
  }

  accepts(state: number): boolean {
    return state < this.#wholeStates || this.#ended.has(state);
  }

  witness(state: number): readonly number[] {
    const bytes: number[] = [];
    for (let at = state; !this.accepts(at); at = this.#firstTarget[at]!) {
      bytes.push(this.#firstByte[at]!);
    }
    return bytes;
  }

  /** The last byte of a chunk leads to `target` at once, unless the chunk goes on in another one. */
  #addChunk(state: number, chunk: Uint8Array, target: number): void {
    let at = state;
    for (let index = 0; index < chunk.length; index++) {
      const key = at * 256 + chunk[index]!;
      const known = this.#targets.get(key);
      const isLast = index === chunk.length - 1;
      if (known === undefined) {
        const next = isLast ? target : this.#addState();
        this.#link(at, chunk[index]!, next);
        at = next;
      } else if (isLast) this.#ended.set(known, target);
      else if (known >= this.#wholeStates) at = known;
      else {
        // A shorter chunk that ended here gets a state of its own, to go on from.
        const next = this.#addState();
        this.#ended.set(next, known);
        this.#link(at, chunk[index]!, next);
        at = next;
      }
    }
  }

  #addState(): number {
    this.#firstByte.push(-1);
    return this.#firstTarget.push(-1) - 1;
  }

  #link(from: number, byte: number, to: number): void {
    this.#targets.set(from * 256 + byte, to);
    this.#firstByte[from] = byte;
    this.#firstTarget[from] = to;
  }

  #findAmbiguity(automaton: SuffixAutomaton, distinct: readonly Uint8Array[]): boolean {
    for (const [state, ended] of this.#ended) {
      for (const symbol of automaton[ended]!.keys()) {
        if (this.#targets.has(state * 256 + distinct[symbol]![0]!)) return true;
      }
    }
    return false;
  }
}

function numbered(chunks: readonly Uint8Array[]): { symbols: number[]; distinct: Uint8Array[] } {
  const numbers = new Map<string, number>();
  const distinct: Uint8Array[] = [];
  const symbols = chunks.map((chunk) => {
    const key = chunk.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, distinct.length);
    return distinct.push(chunk) - 1;
  });
  return { symbols, distinct };
}
