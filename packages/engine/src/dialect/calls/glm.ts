import { type ToolCallFormat, taggedArguments } from '@antiphon/constraint';
import type { CallFormat, CallScope } from '../dialect.ts';
import type { Parse } from '../input.ts';
import { closeCalls } from './json-calls.ts';
import { readTaggedArguments } from './tagged-arguments.ts';

/** `<tool_call>name<arg_key>key</arg_key><arg_value>value</arg_value></tool_call>`, as in GLM 4.7. */
export const glm: CallFormat = {
  name: 'GLM',
  triggers: ['<tool_call>'],
  read,
  shape: shapeWith(''),
};

/** The same with every part on a line of its own, as in GLM 4.5 and 4.6. */
export const glmLines: CallFormat = { ...glm, shape: shapeWith('\n') };

function* read(scope: CallScope): Parse<void> {
  const { input } = scope;
  yield* input.skipSpace();
  const name = yield* input.takeWhile(/[^\s<>{}]/);
  yield* input.skipSpace();
  // A name alone is a call only with its end.
  const isCall = (yield* input.comes(TAGS.open)) || (yield* input.comes('</tool_call>'));
  if (name === '' || !isCall) return;
  if (yield* readTaggedArguments(scope, name, TAGS)) yield* closeCalls(scope, '</tool_call>');
}

const TAGS = {
  open: '<arg_key>',
  separator: '</arg_key>',
  value: '<arg_value>',
  close: '</arg_value>',
};

function shapeWith(line: string): ToolCallFormat {
  return {
    trigger: '<tool_call>',
    begin: '',
    between: line,
    end: '',
    before: (name) => `<tool_call>${name}${line}`,
    after: '</tool_call>',
    arguments: taggedArguments({
      open: (key) => `<arg_key>${key}</arg_key>${line}<arg_value>`,
      close: `</arg_value>${line}`,
    }),
  };
}
