import type { InputContent, OutputContent } from '@antiphon/protocol';
import { type SeenImages, seenText } from './seen-images.ts';
import { describeUnseen, fileText, type UnseenPart } from './unseen.ts';

/** The parts as one text for the model; what is no text is told in words. */
export function contentText(
  parts: readonly (InputContent | OutputContent)[],
  images: SeenImages,
): string {
  let text = '';
  let isTold = false;
  for (const part of parts) {
    const isPlain =
      part.type === 'input_text' || part.type === 'output_text' || part.type === 'refusal';
    const piece = isPlain ? plainText(part) : toldText(part, images);
    // What was said and what is told of are lines of their own.
    if (text !== '' && piece !== '' && (isTold || !isPlain) && !text.endsWith('\n')) text += '\n';
    text += piece;
    isTold = !isPlain;
  }
  return text;
}

function toldText(part: UnseenPart, images: SeenImages): string {
  return fileText(part) ?? seenText(part, images) ?? describeUnseen(part).words;
}

type PlainPart = Extract<InputContent | OutputContent, { text: string } | { refusal: string }>;

function plainText(part: PlainPart): string {
  return part.type === 'refusal' ? part.refusal : part.text;
}
