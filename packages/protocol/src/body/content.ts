import { type TSchema, Type } from 'typebox';
import { Annotation } from '../content/annotation.ts';
import {
  ImageDetail,
  InputAudio,
  InputFile,
  InputImage,
  InputText,
  InputVideo,
} from '../content/input-content.ts';
import { Logprob } from '../content/logprob.ts';
import { OutputText, Refusal } from '../content/output-content.ts';
import { lenient, withProperties } from './lenient.ts';

const InputImageBody = withProperties(InputImage, {
  image_url: Type.Optional(Type.String()),
  detail: Type.Optional(ImageDetail),
});

/** What goes to the model, as clients write it: a string is one text. */
export const InputContentBody: TSchema = Type.Union([
  Type.String(),
  Type.Array(Type.Union([InputText, InputImageBody, lenient(InputFile), InputVideo, InputAudio])),
]);

const OutputTextBody = withProperties(OutputText, {
  annotations: Type.Optional(Type.Array(Annotation)),
  logprobs: Type.Optional(Type.Array(Logprob)),
});

/** What came from the model, as clients write it: a string is one text. */
export const OutputContentBody: TSchema = Type.Union([
  Type.String(),
  Type.Array(Type.Union([OutputTextBody, InputText, Refusal])),
]);
