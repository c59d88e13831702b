import type { LanguageModel } from '@antiphon/backend';
import type { InputContent, Item } from '@antiphon/protocol';
import { dataUrl } from './data-url.ts';
import { inputParts } from './input-parts.ts';

/** What the model makes of images, in words for its prompt, by their `image_url`. */
export type SeenImages = ReadonlyMap<string, string>;

/** Of more images than these only the newest are looked at. */
const MOST_IMAGES = 64;

/** Has the model look at each image that came as a `data:` URL. Those that it makes nothing of are not among them. Rejects with the signal's reason once aborted. */
export async function seeImages(
  items: readonly Item[],
  model: LanguageModel,
  signal: AbortSignal,
): Promise<SeenImages> {
  const seen = new Map<string, string>();
  if (!model.describeImage) return seen;
  const urls = items.flatMap((item) => inputParts(item)[1].flatMap(imageUrl));
  for (const url of [...new Set(urls)].slice(-MOST_IMAGES)) {
    const image = imageBytes(url);
    const words = image && (await model.describeImage(image, signal));
    if (words !== undefined) seen.set(url, `[Attached is ${words}.]`);
  }
  return seen;
}

/** `undefined` for what is no image, and for one that the model made nothing of. */
export function seenText(part: InputContent, images: SeenImages): string | undefined {
  const [url] = imageUrl(part);
  return url === undefined ? undefined : images.get(url);
}

function imageUrl(part: InputContent): string[] {
  return part.type === 'input_image' && part.image_url ? [part.image_url] : [];
}

function imageBytes(url: string): Uint8Array | undefined {
  const data = dataUrl(url);
  if (!data?.isBase64 || !data.mediaType.startsWith('image/')) return undefined;
  return Buffer.from(data.content, 'base64');
}
