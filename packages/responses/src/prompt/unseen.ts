import type { InputContent } from '@antiphon/protocol';
import { dataUrl } from './data-url.ts';

/** What a model that reads only text is told of something else: its kind, its name and its size, where they are known. */
export interface UnseenInput {
  readonly kind: 'image' | 'file' | 'audio' | 'video';
  readonly words: string;
}

export type UnseenPart = Exclude<InputContent, { type: 'input_text' }>;

/** In words for the model: who attached it is seen from the message that it stands in. */
export function describeUnseen(part: UnseenPart): UnseenInput {
  switch (part.type) {
    case 'input_image':
      return unseen(
        'image',
        'an image that you cannot see',
        sourceOf(part.image_url ?? undefined, part.file_id),
      );
    case 'input_file': {
      const { filename, file_data, file_url, file_id } = part;
      const name = filename === undefined ? '' : ` named ${JSON.stringify(filename)}`;
      return unseen(
        'file',
        `a file${name} that you cannot read`,
        sourceOf(file_data ?? file_url, file_id),
      );
    }
    case 'input_audio': {
      const { data, format } = part.input_audio;
      return unseen('audio', 'an audio recording that you cannot hear', [
        format,
        sizeOf(base64Bytes(data)),
      ]);
    }
    case 'input_video':
      return unseen('video', 'a video that you cannot see', sourceOf(part.video_url));
  }
}

/** The text of a file that came as a `data:` URL of text; `undefined` for any other. */
export function fileText(part: UnseenPart): string | undefined {
  if (part.type !== 'input_file' || part.file_data === undefined) return undefined;
  const data = dataUrl(part.file_data);
  if (!data || !isTextual(data.mediaType)) return undefined;
  const text = data.isBase64
    ? decodeUtf8(Buffer.from(data.content, 'base64'))
    : decodeComponent(data.content);
  const name = part.filename === undefined ? 'a file' : `the file ${JSON.stringify(part.filename)}`;
  return text === undefined ? undefined : `[Attached is ${name}:]\n${text}\n[End of the file.]`;
}

function unseen(kind: UnseenInput['kind'], what: string, facts: readonly string[]): UnseenInput {
  const known = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return { kind, words: `[Attached is ${what}${known}.]` };
}

/** What is known of it without looking: the media type and the size of a `data:` URL, or where else it is. */
function sourceOf(url: string | undefined, fileId?: string): string[] {
  if (url === undefined) return fileId === undefined ? [] : [`uploaded as ${fileId}`];
  const data = dataUrl(url);
  if (!data) return [url.startsWith('http') ? `at ${url}` : sizeOf(base64Bytes(url))];
  const bytes = data.isBase64 ? base64Bytes(data.content) : data.content.length;
  return [data.mediaType, sizeOf(bytes)];
}

function isTextual(mediaType: string): boolean {
  return (
    mediaType.startsWith('text/') || /^application\/([a-z.+-]+\+)?(json|xml|yaml)$/.test(mediaType)
  );
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeComponent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((text.length * 3) / 4) - padding);
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
