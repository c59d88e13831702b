import {
  type InputContent,
  InvalidRequestError,
  type Item,
  type Warning,
} from '@antiphon/protocol';
import { inputParts } from './input-parts.ts';
import { type SeenImages, seenText } from './seen-images.ts';
import { describeUnseen, fileText } from './unseen.ts';

/** What becomes of an image, a file or a recording that the model cannot take: it is told of it in words, or the request is refused. */
export type UnseenInputMode = 'tell' | 'refuse';

/**
 * One warning for each part of the input that the model is only told of. Throws `InvalidRequestError` where that is not wanted; an
 * image that was looked at is not refused.
 */
export function warnOfUnseen(
  input: readonly Item[],
  mode: UnseenInputMode,
  images: SeenImages,
): readonly Warning[] {
  return input.flatMap((item, index) => {
    const [field, parts] = inputParts(item);
    return parts.flatMap((part, place) =>
      warnOfPart(part, { param: `input[${index}].${field}[${place}]`, mode, images }),
    );
  });
}

interface PartSetting {
  readonly param: string;
  readonly mode: UnseenInputMode;
  readonly images: SeenImages;
}

function warnOfPart(part: InputContent, { param, mode, images }: PartSetting): readonly Warning[] {
  if (part.type === 'input_text' || fileText(part) !== undefined) return [];
  const seen = seenText(part, images);
  if (seen !== undefined) {
    const message = `${param}: the model takes only text; what a small network saw in this image it was told: ${seen}`;
    return [{ code: 'described_input', message, param }];
  }
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
