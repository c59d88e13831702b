import type { GenerationDelta } from '@antiphon/backend';
import type { AnswerSink } from '../dialect/answer-sink.ts';
import { ReasoningMeter } from './reasoning-meter.ts';
import { type TextDelta, TextGate, type TextKind } from './text-gate.ts';
import type { TokenLedger } from './token-ledger.ts';

export interface AnswerDeltasOptions {
  readonly choice: number;
  readonly stop: readonly string[];
  /** The names of the tools that there are. */
  readonly toolNames: ReadonlySet<string>;
  readonly ledger: TokenLedger;
}

/** Collects what an answer turns out to be as deltas. */
export class AnswerDeltas implements AnswerSink {
  readonly meter = new ReasoningMeter();
  readonly #choice: number;
  readonly #toolNames: ReadonlySet<string>;
  readonly #gate: TextGate;
  #calls = 0;
  #deltas: GenerationDelta[] = [];

  constructor({ choice, stop, toolNames, ledger }: AnswerDeltasOptions) {
    this.#choice = choice;
    this.#toolNames = toolNames;
    this.#gate = new TextGate(stop, ledger, (delta) => this.#write(delta));
  }

  get isStopped(): boolean {
    return this.#gate.isStopped;
  }

  take(): readonly GenerationDelta[] {
    const deltas = this.#deltas;
    this.#deltas = [];
    return deltas;
  }

  /** Tells the text that is still held back. */
  flush(): void {
    this.#gate.flush();
  }

  push(delta: GenerationDelta): void {
    this.#deltas.push(delta);
  }

  text(kind: TextKind, text: string, position: number): void {
    this.#gate.push(kind, text, position);
  }

  enterReasoning(position: number): void {
    this.meter.enter(position);
  }

  leaveReasoning(position: number): void {
    this.meter.leave(position);
  }

  callStart(name: string): void {
    this.#gate.flush();
    const isKnown = this.#toolNames.has(name);
    this.#call({ kind: 'call-start', choice: this.#choice, call: this.#calls, name, isKnown });
  }

  callArguments(text: string): void {
    this.#call({ kind: 'call-arguments', choice: this.#choice, call: this.#calls, text });
  }

  callEnd(isComplete: boolean): void {
    this.#call({ kind: 'call-end', choice: this.#choice, call: this.#calls, isComplete });
    this.#calls++;
  }

  #call(delta: GenerationDelta): void {
    if (!this.isStopped) this.#deltas.push(delta);
  }

  #write({ kind, text, tokens }: TextDelta): void {
    const choice = this.#choice;
    this.#deltas.push({ kind, choice, text, ...(tokens.length > 0 ? { tokens } : {}) });
  }
}
