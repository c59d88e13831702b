import type { Script, ScriptedAnswer, ScriptedItem } from './script.ts';

/** How the model sets off thoughts and calls: as Qwen does, whose marks are control tokens too. */
export const MARKS = {
  reasoning: { begin: '<think>', end: '</think>' },
  function_call: { begin: '<tool_call>', end: '</tool_call>' },
} as const;

/** An answer as the model writes it. */
export interface WrittenAnswer {
  readonly tokens: readonly number[];
  /** Why the model breaks down behind the last token; `undefined` when it ends its turn there. */
  readonly failure: string | undefined;
  readonly stepMs: number | undefined;
}

type ScriptedCall = Extract<ScriptedItem, { readonly type: 'function_call' }>;

export interface WriteOptions {
  readonly encode: (text: string) => number[];
  readonly controlTokens: ReadonlyMap<string, number>;
}

/** Writes a text as it is, and items between their marks. */
export function writeAnswer(answer: ReturnType<Script>, options: WriteOptions): WrittenAnswer {
  if (typeof answer === 'string') {
    return { tokens: options.encode(answer), failure: undefined, stepMs: undefined };
  }
  const failure = answer.output.find((item) => item.type === 'failure');
  return {
    tokens: [...writeItems(answer, options)],
    failure: failure?.message,
    stepMs: answer.stepMs,
  };
}

function* writeItems({ output }: ScriptedAnswer, options: WriteOptions): Iterable<number> {
  for (const [index, item] of output.entries()) {
    if (item.type === 'failure') return;
    const isBroken = output[index + 1]?.type === 'failure';
    const isCall = item.type === 'function_call';
    if (isCall && output[index - 1]?.type === 'function_call') yield* options.encode('\n');
    if (item.type !== 'text') yield* mark(MARKS[item.type].begin, options);
    yield* options.encode(isCall ? callText(item, isBroken) : item.text);
    if (item.type !== 'text' && !isBroken) yield* mark(MARKS[item.type].end, options);
  }
}

/** A mark that is no control token is text. */
function mark(name: string, { encode, controlTokens }: WriteOptions): number[] {
  const id = controlTokens.get(name);
  return id === undefined ? encode(name) : [id];
}

/** The spaces are those that a grammar of calls demands. */
function callText(call: ScriptedCall, isBroken: boolean): string {
  const start = `\n{"name": ${JSON.stringify(call.name)}, "arguments": `;
  const values = JSON.stringify(call.arguments);
  return isBroken ? start + values.slice(0, -1) : `${start}${values}}\n`;
}
