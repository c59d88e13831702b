import type { ToolDefinition } from '@antiphon/backend';
import type { AnswerSink } from './answer-sink.ts';
import type { Input } from './input.ts';

export interface CallWriterOptions {
  readonly tools: readonly ToolDefinition[];
  /** The text is held to a grammar: a document must not be taken for the call of an unknown tool. */
  readonly isConstrained: boolean;
}

/** Writes calls as they are read. Whatever was read up to a write is settled by it: it is no text. */
export class CallWriter {
  readonly #input: Input;
  readonly #sink: AnswerSink;
  readonly #tools: ReadonlyMap<string, ToolDefinition>;
  readonly #isConstrained: boolean;

  constructor(input: Input, sink: AnswerSink, options: CallWriterOptions) {
    this.#input = input;
    this.#sink = sink;
    this.#tools = new Map(options.tools.map((tool) => [tool.name, tool]));
    this.#isConstrained = options.isConstrained;
  }

  tool(name: string): ToolDefinition | undefined {
    return this.#tools.get(name);
  }

  /** Whether what stands without a mark may be a call of that name. */
  mayBeBare(name: string): boolean {
    return !this.#isConstrained || this.#tools.has(name);
  }

  start(name: string): void {
    this.#input.settle();
    this.#sink.callStart(name);
  }

  arguments(text: string): void {
    this.#input.settle();
    if (text !== '') this.#sink.callArguments(text);
  }

  end(isComplete: boolean): void {
    this.#input.settle();
    this.#sink.callEnd(isComplete);
  }

  /** What was read is part of the calls. */
  settle(): void {
    this.#input.settle();
  }
}
