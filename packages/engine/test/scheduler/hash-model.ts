import {
  type LogitsModel,
  type ModelAbilities,
  ModelFaultError,
  NoSlotError,
  type Sequence,
  type StepItem,
} from '@antiphon/backend';
import { StepsUnderWay } from './steps-under-way.ts';

export interface HashModelOptions {
  readonly maxSequences?: number;
  readonly maxCachedTokens?: number;
  readonly contextLength?: number;
  readonly can?: Partial<ModelAbilities>;
  /**
   * Bits depend on whether a token was run alone or with others of its sequence, as with real kernels; with `can.batch: false`
   * on where each run began and ended.
   */
  readonly isPortioned?: boolean;
  /** Other logits are from 0 to 8. */
  readonly endOfTurnLogit?: number;
  /** A step with such an item fails. */
  readonly isFaulty?: (item: StepItem) => boolean;
  /** Whether the fault says which items it was, and leaves the others as they were. */
  readonly namesCulprits?: boolean;
  /** How many turns of the event loop a step takes (default 1). */
  readonly turns?: (items: readonly StepItem[]) => number;
  /** Is called at the start of each step. */
  readonly onStep?: (items: readonly StepItem[]) => void;
}

/** Ids below are the bytes. */
export const END_OF_TURN = 256;
export const VOCABULARY_SIZE = 257;

const encoder = new TextEncoder();

/**
 * A model whose logits are a hash of all tokens of the sequence: whatever is lost, mixed up or run twice shows in what follows.
 * It holds the scheduler to the contract: wrong use throws.
 */
export class HashModel implements LogitsModel {
  readonly info;
  readonly tokenizer = {
    vocabularySize: VOCABULARY_SIZE,
    specialTokens: new Map([['<end>', END_OF_TURN]]),
    chatTemplate: '',
    hasLeadingSpace: false,
    encode: (text: string) => [...encoder.encode(text)],
    bytes: (id: number) => (id < 256 ? Uint8Array.of(id) : undefined),
    render: () => ({ tokens: [1], ending: '' }),
  };
  /** Those that are open. */
  readonly sequences = new Set<HashSequence>();
  /** The most tokens that were held at once. */
  peakTokens = 0;
  /** Tokens that were run. */
  runTokens = 0;
  steps = 0;
  /** The first step that was against the contract; a scheduler that takes it for a fault of the runtime might hide it. */
  misuse: unknown;
  readonly #underWay: StepsUnderWay;
  readonly #options: HashModelOptions;

  constructor(options: HashModelOptions = {}) {
    const { maxSequences = 16, contextLength = 4096, can } = options;
    this.#options = options;
    this.#underWay = new StepsUnderWay(can?.overlap ?? false);
    this.info = {
      id: 'hash',
      architecture: 'hash',
      vocabularySize: VOCABULARY_SIZE,
      contextLength,
      dtype: 'fp32',
      device: 'cpu',
      runtime: 'scripted' as const,
      endOfTurnIds: new Set([END_OF_TURN]),
      defaults: {},
      maxSequences,
      maxCachedTokens: options.maxCachedTokens ?? maxSequences * contextLength,
      can: { batch: true, truncate: true, fork: true, allLogits: true, ...can },
    };
  }

  /** Tokens that all open sequences hold. */
  get heldTokens(): number {
    return [...this.sequences].reduce((sum, { length }) => sum + length, 0);
  }

  open(): Sequence {
    return this.#add([]);
  }

  async step(items: readonly StepItem[], signal: AbortSignal) {
    const kind = this.#accept(() => this.#underWay.begin(items));
    this.steps++;
    this.#options.onStep?.(items);
    // Real models finish in another turn of the event loop, in which others may do anything.
    for (let turns = this.#options.turns?.(items) ?? 1; turns > 0 && !signal.aborted; turns--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#underWay.end(kind);
    signal.throwIfAborted();
    const logits = this.#accept(() => this.#run(items));
    this.#underWay.lend(kind, logits);
    return logits;
  }

  async close(): Promise<void> {
    this.sequences.clear();
  }

  #accept<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (fault) {
      if (!(fault instanceof ModelFaultError)) this.misuse ??= fault;
      throw fault;
    }
  }

  #run(items: readonly StepItem[]): (Float32Array | undefined)[] {
    const sequences = items.map((item) => this.#sequenceOf(item));
    this.#fail(items, sequences);
    const logits = items.map((item, index) => this.#append(sequences[index]!, item));
    this.peakTokens = Math.max(this.peakTokens, this.heldTokens);
    if (this.peakTokens > this.info.maxCachedTokens) throw new Error('too many tokens are held');
    return logits;
  }

  #fail(items: readonly StepItem[], sequences: readonly HashSequence[]): void {
    const { isFaulty, namesCulprits } = this.#options;
    const faulty = sequences.filter((_, index) => isFaulty?.(items[index]!));
    if (faulty.length === 0) return;
    const lost = namesCulprits ? faulty : sequences;
    for (const sequence of lost) sequence.isLost = true;
    throw new ModelFaultError('the runtime failed', namesCulprits ? { sequences: lost } : {});
  }

  #sequenceOf({ sequence }: StepItem): HashSequence {
    if (!(sequence instanceof HashSequence)) throw new Error('a sequence of another model');
    if (!this.sequences.has(sequence)) throw new Error('a closed sequence is run');
    if (sequence.isLost) throw new Error('a sequence of a failed step is run');
    return sequence;
  }

  #append(sequence: HashSequence, { tokens, logits }: StepItem): Float32Array | undefined {
    const rows: Float32Array[] = [];
    const kind = this.#kindOf(sequence.length, tokens.length);
    for (let index = 0; index < tokens.length; index++) {
      const last = sequence.states.at(-1) ?? 1;
      sequence.states.push(mix(mix(last, tokens[index]! + 1), kind));
      const isWanted = logits === 'all' || index === tokens.length - 1;
      if (logits !== 'none' && isWanted) rows.push(this.#row(sequence.states.at(-1)!));
    }
    this.runTokens += tokens.length;
    if (sequence.length > this.info.contextLength) throw new Error('the context is exceeded');
    if (rows.length <= 1) return rows[0];
    return Float32Array.from(rows.flatMap((row) => [...row]));
  }

  #kindOf(start: number, length: number): number {
    if (!this.#options.isPortioned) return 0;
    if (!this.info.can.batch) return mix(start, length);
    return length === 1 ? 1 : 2;
  }

  #row(state: number): Float32Array {
    const row = new Float32Array(VOCABULARY_SIZE);
    let value = state;
    for (let id = 0; id < VOCABULARY_SIZE; id++) {
      value = mix(value, id);
      row[id] = (value >>> 16) / 8192;
    }
    row[END_OF_TURN] = this.#options.endOfTurnLogit ?? row[END_OF_TURN]!;
    return row;
  }

  #add(states: number[]): HashSequence {
    if (!this.#underWay.isEmpty) throw new Error('a sequence is opened while a step runs');
    const { maxSequences, can } = this.info;
    if (this.sequences.size >= maxSequences) throw new NoSlotError(maxSequences);
    const sequence = new HashSequence(states, {
      check: () => {
        if (!this.#underWay.isEmpty) throw new Error('a sequence is changed while a step runs');
        if (!this.sequences.has(sequence)) throw new Error('a closed sequence is used');
      },
      add: (copied) => this.#add(copied),
      remove: () => this.sequences.delete(sequence),
      can,
    });
    this.sequences.add(sequence);
    return sequence;
  }
}

interface Owner {
  readonly check: () => void;
  readonly add: (states: number[]) => HashSequence;
  readonly remove: () => void;
  readonly can: ModelAbilities;
}

class HashSequence implements Sequence {
  isLost = false;
  /** One for each token: the hash of all up to it. */
  readonly states: number[];
  readonly #owner: Owner;

  constructor(states: number[], owner: Owner) {
    this.states = states;
    this.#owner = owner;
  }

  get length(): number {
    return this.states.length;
  }

  truncate(length: number): void {
    this.#owner.check();
    if (!this.#owner.can.truncate && length > 0) throw new Error('this model cannot truncate');
    if (length > this.length) throw new Error('truncated to more than there is');
    this.states.length = length;
  }

  fork(length = this.length): Sequence {
    this.#owner.check();
    if (!this.#owner.can.fork) throw new Error('this model cannot fork');
    if (this.isLost || length > this.length) throw new Error('forked from what is not there');
    if (!this.#owner.can.truncate && length < this.length) throw new Error('a part is forked');
    return this.#owner.add(this.states.slice(0, length));
  }

  close(): void {
    this.#owner.check();
    this.#owner.remove();
  }
}

/** A step of murmur3. */
function mix(hash: number, value: number): number {
  let mixed = Math.imul(value + 0x9e3779b9, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593) ^ hash;
  mixed = ((mixed << 13) | (mixed >>> 19)) >>> 0;
  return (Math.imul(mixed, 5) + 0xe6546b64) >>> 0;
}
