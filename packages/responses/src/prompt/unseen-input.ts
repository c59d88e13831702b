import {
  type InputContent,
  InvalidRequestError,
  type Item,
  type Warning,
} from '@antiphon/protocol';
import { describeUnseen, fileText } from './unseen.ts';

/** What becomes of an image, a file or a recording that the model cannot take: it is told of it in words, or the request is refused. */
export type UnseenInputMode = 'tell' | 'refuse';

/** One warning for each part of the input that the model is only told of. Throws `InvalidRequestError` where that is not wanted. */
export function warnOfUnseen(input: readonly Item[], mode: UnseenInputMode): readonly Warning[] {
  return input.flatMap((item, index) => {
    const [field, parts] = contentOf(item);
    return parts.flatMap((part, place) =>
      warnOfPart(part, `input[${index}].${field}[${place}]`, mode),
    );
  });
}

function contentOf(item: Item): ['content' | 'output', readonly InputContent[]] {
  switch (item.type) {
    case 'message':
      return ['content', item.role === 'assistant' ? [] : item.content];
    case 'function_call_output':
    case 'custom_tool_call_output':
      return ['output', item.output];
    default:
      return ['content', []];
  }
}

function warnOfPart(part: InputContent, param: string, mode: UnseenInputMode): readonly Warning[] {
  if (part.type === 'input_text' || fileText(part) !== undefined) return [];
  const { kind, words } = describeUnseen(part);
  if (mode === 'refuse') {
    throw new InvalidRequestError(
      param,
      `${param}: the model takes only text, and this is of the kind ${kind}`,
      'unsupported_input',
    );
  }
  const message = `${param}: the model takes only text; of this ${kind} it was told: ${words}`;
  return [{ code: 'unseen_input', message, param }];
}
