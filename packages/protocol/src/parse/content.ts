import { createPick, excerpt } from '../check.ts';
import {
  InputAudio,
  type InputContent,
  InputFile,
  InputImage,
  InputText,
  InputVideo,
} from '../content/input-content.ts';
import { type OutputContent, OutputText, Refusal } from '../content/output-content.ts';
import { InvalidRequestError } from '../error.ts';
import { withoutNulls } from '../record.ts';
import { requireRecord } from './body.ts';
import { notOneOf } from './one-of.ts';

const checkInputText = createPick(InputText);
const checkInputImage = createPick(InputImage);
const checkInputFile = createPick(InputFile);
const checkInputVideo = createPick(InputVideo);
const checkInputAudio = createPick(InputAudio);
const checkOutputText = createPick(OutputText);
const checkRefusal = createPick(Refusal);

/** Content that goes to the model: a string is one text. Throws `InvalidRequestError`. */
export function parseInputContent(value: unknown, path: string): InputContent[] {
  if (typeof value === 'string') return [{ type: 'input_text', text: value }];
  return requireParts(value, path).map((part, index) => parseInputPart(part, `${path}[${index}]`));
}

/** Content that came from the model: a string is one text. Throws `InvalidRequestError`. */
export function parseOutputContent(value: unknown, path: string): OutputContent[] {
  if (typeof value === 'string') return [{ type: 'output_text', text: value, annotations: [] }];
  return requireParts(value, path).map((part, index) => parseOutputPart(part, `${path}[${index}]`));
}

function requireParts(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) {
    throw new InvalidRequestError(path, `${path} is required`, 'missing_required_parameter');
  }
  const message = `${path} must be a string or a list of parts, got ${excerpt(value)}`;
  throw new InvalidRequestError(path, message);
}

const inputTypes = ['input_text', 'input_image', 'input_file', 'input_video', 'input_audio'];

function parseInputPart(value: unknown, path: string): InputContent {
  const part = withoutNulls(requireRecord(value, path));
  switch (part.type) {
    case 'input_text':
      return checkInputText(part, path);
    case 'input_image':
      return requireSource(
        checkInputImage({ image_url: null, detail: 'auto', ...part }, path),
        ['image_url', 'file_id'],
        path,
      );
    case 'input_file':
      return requireSource(checkInputFile(part, path), ['file_data', 'file_url', 'file_id'], path);
    case 'input_video':
      return checkInputVideo(part, path);
    case 'input_audio':
      return checkInputAudio(part, path);
    default:
      throw notOneOf(`${path}.type`, inputTypes, part.type);
  }
}

function requireSource<Part extends InputContent>(
  part: Part,
  sources: readonly (string & keyof Part)[],
  path: string,
): Part {
  if (sources.some((source) => typeof part[source] === 'string')) return part;
  const field = `${path}.${sources[0]}`;
  const message = `${field} is required, or ${sources.slice(1).join(' or ')} in its place`;
  throw new InvalidRequestError(field, message, 'missing_required_parameter');
}

function parseOutputPart(value: unknown, path: string): OutputContent {
  const part = withoutNulls(requireRecord(value, path));
  switch (part.type) {
    case 'output_text':
      return checkOutputText({ annotations: [], ...part }, path);
    case 'input_text':
      // Some clients call every text of a history by the one name.
      return { type: 'output_text', text: checkInputText(part, path).text, annotations: [] };
    case 'refusal':
      return checkRefusal(part, path);
    default:
      throw notOneOf(`${path}.type`, ['output_text', 'refusal'], part.type);
  }
}
