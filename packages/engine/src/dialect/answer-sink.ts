/** What an answer turns out to be, in order. Positions count characters of the answer as it was read. */
export interface AnswerSink {
  /** `text` is what the answer has from `position` on. */
  text(kind: 'text' | 'reasoning', text: string, position: number): void;
  /** The model thinks from here on. */
  enterReasoning(position: number): void;
  leaveReasoning(position: number): void;
  callStart(name: string): void;
  callArguments(text: string): void;
  callEnd(isComplete: boolean): void;
}
