export interface DataUrl {
  readonly mediaType: string;
  readonly isBase64: boolean;
  /** As it stands in the URL. */
  readonly content: string;
}

/** `undefined` for a text that is no `data:` URL. */
export function dataUrl(url: string): DataUrl | undefined {
  if (!url.startsWith('data:')) return undefined;
  const comma = url.indexOf(',');
  if (comma < 0) return undefined;
  const [mediaType = '', ...rest] = url.slice('data:'.length, comma).split(';');
  return {
    mediaType: mediaType === '' ? 'text/plain' : mediaType,
    isBase64: rest.includes('base64'),
    content: url.slice(comma + 1),
  };
}
