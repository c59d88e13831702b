import sharp from 'sharp';

/** A picture of 200 × 200 as PNG: what the SVG elements draw, on a ground of one colour. */
export function drawPng(elements: string, ground = 'white'): Promise<Buffer> {
  return drawing(elements, ground).png().toBuffer();
}

export function drawing(elements: string, ground = 'white', width = 200): ReturnType<typeof sharp> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="200"><rect width="${width}" height="200" fill="${ground}"/>${elements}</svg>`;
  return sharp(Buffer.from(svg));
}

export const redCircle = '<circle cx="100" cy="100" r="60" fill="red"/>';
