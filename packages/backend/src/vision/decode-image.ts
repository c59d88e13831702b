import sharp from 'sharp';

/** Larger ones are left undecoded: a file of a few bytes can claim to have any size. */
const MOST_PIXELS = 64e6;

/**
 * The picture in a square of `size` × `size`, [row, column, red green blue] from 0 to 255; what it lacks for a square its edges are
 * drawn out to. `undefined` for bytes that are no image of a known kind, or a broken one.
 */
export async function decodeImage(
  image: Uint8Array,
  size: number,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  if (!isKnownKind(image)) return undefined;
  try {
    const { data, info } = await sharp(image, { limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(size, size, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return inSquare(data, info, size);
  } catch {
    // The library says in many ways that it cannot read the bytes, and has no other reason to fail.
    return undefined;
  }
}

/** The libraries know more kinds; these are the ones that can do no more than show something. */
function isKnownKind(image: Uint8Array): boolean {
  const start = Buffer.from(image.buffer, image.byteOffset, Math.min(12, image.length));
  const first = start.toString('latin1');
  return (
    first.startsWith('\x89PNG\r\n\x1a\n') ||
    first.startsWith('\xff\xd8\xff') ||
    first.startsWith('GIF8') ||
    (first.startsWith('RIFF') && first.endsWith('WEBP'))
  );
}

interface Measures {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

function inSquare(
  data: Uint8Array,
  { width, height, channels }: Measures,
  size: number,
): Float32Array<ArrayBuffer> {
  const pixels = new Float32Array(new ArrayBuffer(4 * size * size * 3));
  const [left, top] = [(size - width) >> 1, (size - height) >> 1];
  for (let y = 0; y < size; y++) {
    const row = clamp(y - top, height);
    for (let x = 0; x < size; x++) {
      const from = (row * width + clamp(x - left, width)) * channels;
      for (let channel = 0; channel < 3; channel++)
        pixels[(y * size + x) * 3 + channel] = data[from + channel]!;
    }
  }
  return pixels;
}

function clamp(place: number, length: number): number {
  return Math.max(0, Math.min(length - 1, place));
}
