import { type ToolCallFormat, taggedArguments } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { closeCalls } from './json-calls.ts';
import { type ArgumentTags, readTaggedArguments } from './tagged-arguments.ts';

/** How a family spells its `invoke` blocks. */
interface InvokeTags {
  readonly begin: string;
  readonly end: string;
  /** In front of `invoke` and `parameter`. */
  readonly prefix: string;
  /** Behind the opening tag of a call, as the templates write it. */
  readonly line: string;
  /** Whether a parameter tells if it is text. */
  readonly isMarked: boolean;
}

/** `<invoke name="…"><parameter name="key">value</parameter></invoke>` in MiniMax M2. */
export const minimax: CallFormat = invokeCalls('MiniMax', {
  begin: '<minimax:tool_call>',
  end: '</minimax:tool_call>',
  prefix: '',
  line: '\n',
  isMarked: false,
});

/** The same in tags of DeepSeek V3.2's own. */
export const deepseekInvoke: CallFormat = invokeCalls('DeepSeek V3.2', {
  begin: '<｜DSML｜function_calls>',
  end: '</｜DSML｜function_calls>',
  prefix: '｜DSML｜',
  line: '\n',
  isMarked: true,
});

function invokeCalls(name: string, tags: InvokeTags): CallFormat {
  const { begin, end, prefix, isMarked } = tags;
  const parameter: ArgumentTags = {
    open: `<${prefix}parameter name="`,
    separator: '"',
    value: '>',
    close: `</${prefix}parameter>`,
  };

  function* read(scope: CallScope): Parse<void> {
    const { input } = scope;
    let isFound = false;
    for (;;) {
      yield* input.skipSpace();
      if (!(yield* input.take(`<${prefix}invoke name="`))) break;
      const called = yield* input.takeWhile(/[^\s"<>]/);
      if (called === '' || !(yield* input.take('">'))) return;
      isFound = true;
      if (!(yield* readTaggedArguments(scope, called, parameter))) return;
      if (yield* input.take(`</${prefix}invoke>`)) input.settle();
    }
    if (isFound) yield* closeCalls(scope, end);
  }

  return { name, triggers: [begin], read, shape: invokeShape(tags, isMarked) };
}

function invokeShape({ begin, end, prefix, line }: InvokeTags, isMarked: boolean): ToolCallFormat {
  const mark = (isText: boolean) => (isMarked ? ` string="${isText}"` : '');
  return {
    trigger: begin,
    begin: `${begin}\n`,
    between: '\n',
    end: `\n${end}`,
    before: (name) => `<${prefix}invoke name="${name}">${line}`,
    after: `</${prefix}invoke>`,
    arguments: taggedArguments({
      open: (key, isText) => `<${prefix}parameter name="${key}"${mark(isText)}>`,
      close: `</${prefix}parameter>\n`,
    }),
  };
}
