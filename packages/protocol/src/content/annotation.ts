import { type Static, Type } from 'typebox';

const index = Type.Integer({ minimum: 0 });

export const UrlCitation = Type.Object({
  type: Type.Literal('url_citation'),
  url: Type.String(),
  start_index: index,
  end_index: index,
  title: Type.String(),
});

export const FileCitation = Type.Object({
  type: Type.Literal('file_citation'),
  file_id: Type.String(),
  filename: Type.String(),
  index,
});

export const ContainerFileCitation = Type.Object({
  type: Type.Literal('container_file_citation'),
  container_id: Type.String(),
  file_id: Type.String(),
  filename: Type.String(),
  start_index: index,
  end_index: index,
});

export const FilePath = Type.Object({
  type: Type.Literal('file_path'),
  file_id: Type.String(),
  index,
});

/** Where a piece of an output text comes from. */
export const Annotation = Type.Union([UrlCitation, FileCitation, ContainerFileCitation, FilePath]);
export type Annotation = Static<typeof Annotation>;
