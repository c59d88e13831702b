/** An automaton written as code, for languages whose regex would be long: remainders of numbers. */
export interface ByteMachine {
  /** Machines of equal keys are the same machine, with the same states. */
  readonly key: string;
  /** The bytes it tells apart; every other byte is refused. */
  readonly bytes: readonly number[];
  /** State 0 is the first one; below zero when nothing that goes on with `byte` is accepted. */
  next(state: number, byte: number): number;
  accepts(state: number): boolean;
  /** Bytes that are accepted from `state` on, where some are known without a search. */
  witness?(state: number): readonly number[] | undefined;
}
