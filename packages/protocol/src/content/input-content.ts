import { type Static, Type } from 'typebox';
import { nullable } from '../nullable.ts';

export const InputText = Type.Object({ type: Type.Literal('input_text'), text: Type.String() });
export type InputText = Static<typeof InputText>;

export const ImageDetail = Type.Enum(['low', 'high', 'auto', 'original']);
export type ImageDetail = Static<typeof ImageDetail>;

/** An image at a `data:` or http URL, or one uploaded before: one of `image_url` and `file_id` is there. */
export const InputImage = Type.Object({
  type: Type.Literal('input_image'),
  image_url: nullable(Type.String()),
  file_id: Type.Optional(Type.String()),
  detail: ImageDetail,
});
export type InputImage = Static<typeof InputImage>;

/** A file as a `data:` URL, at a URL or uploaded before: one of the three is there. */
export const InputFile = Type.Object({
  type: Type.Literal('input_file'),
  filename: Type.Optional(Type.String()),
  file_data: Type.Optional(Type.String()),
  file_url: Type.Optional(Type.String()),
  file_id: Type.Optional(Type.String()),
  detail: Type.Optional(Type.Enum(['low', 'high', 'auto'])),
});
export type InputFile = Static<typeof InputFile>;

export const InputVideo = Type.Object({
  type: Type.Literal('input_video'),
  video_url: Type.String(),
});
export type InputVideo = Static<typeof InputVideo>;

export const InputAudio = Type.Object({
  type: Type.Literal('input_audio'),
  /** `data` is base64. */
  input_audio: Type.Object({ data: Type.String(), format: Type.Enum(['mp3', 'wav']) }),
});
export type InputAudio = Static<typeof InputAudio>;

/** What was said or shown by a person, by the operator, or by a tool that was called. */
export const InputContent = Type.Union([InputText, InputImage, InputFile, InputVideo, InputAudio]);
export type InputContent = Static<typeof InputContent>;
