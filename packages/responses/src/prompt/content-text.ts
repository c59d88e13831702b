import type { InputContent, OutputContent } from '@antiphon/protocol';
import { describeUnseen, fileText } from './unseen.ts';

/** The parts as one text for the model; what is no text is told in words. */
export function contentText(parts: readonly (InputContent | OutputContent)[]): string {
  let text = '';
  let isTold = false;
  for (const part of parts) {
    const isPlain =
      part.type === 'input_text' || part.type === 'output_text' || part.type === 'refusal';
    const piece = isPlain ? plainText(part) : (fileText(part) ?? describeUnseen(part).words);
    // What was said and what is told of are lines of their own.
    if (text !== '' && piece !== '' && (isTold || !isPlain) && !text.endsWith('\n')) text += '\n';
    text += piece;
    isTold = !isPlain;
  }
  return text;
}

type PlainPart = Extract<InputContent | OutputContent, { text: string } | { refusal: string }>;

function plainText(part: PlainPart): string {
  return part.type === 'refusal' ? part.refusal : part.text;
}
