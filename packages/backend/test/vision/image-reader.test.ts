import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ImageReader, loadImageReader, ModelLoadError } from '../../src/index.ts';
import { drawing, drawPng, redCircle } from './drawings.ts';

const never = new AbortController().signal;
let reader: ImageReader;
let folder: string;

beforeAll(async () => {
  const opened = await loadImageReader(modelFolder);
  if (!opened) throw new Error('the embedded model has no network for images');
  reader = opened;
  folder = await mkdtemp(join(tmpdir(), 'antiphon-vision-'));
});

afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

const describe = (image: Uint8Array) => reader.describe(image, never);

test('it names shapes, their colours and that of the ground', async () => {
  expect(await describe(await drawPng(redCircle))).toBe('a picture: a red circle on white');
  const two =
    '<rect x="20" y="70" width="60" height="60" fill="blue"/><polygon points="150,60 185,130 115,130" fill="yellow"/>';
  expect(await describe(await drawPng(two, 'black'))).toBe(
    'a picture: a blue square and a yellow triangle on black',
  );
});

test('it reads a number', async () => {
  // The digits 4 and 7, as strokes: no font need be there.
  const strokes =
    '<path d="M75 150V50L30 115H90M110 50H170L130 150" fill="none" stroke="black" stroke-width="12"/>';
  expect(await describe(await drawPng(strokes))).toBe('a picture: the number 47 in black on white');
});

test('it takes PNG, JPEG, WebP and GIF of any size and shape, and sees white behind what is transparent', async () => {
  const picture = () => drawing(redCircle, 'white');
  const told = 'a picture: a red circle on white';
  expect(await describe(await picture().jpeg().toBuffer())).toBe(told);
  expect(await describe(await picture().webp().toBuffer())).toBe(told);
  expect(await describe(await picture().gif().toBuffer())).toBe(told);
  expect(await describe(await drawing(redCircle, 'white', 320).png().toBuffer())).toBe(told);
  expect(await describe(await drawing(redCircle, 'none').png().toBuffer())).toBe(told);
  expect(await describe(await picture().resize(48).greyscale().png().toBuffer())).toContain(
    'circle on white',
  );
});

test('it tells nothing of what it does not recognise, and of what is no image', async () => {
  const png = await drawPng(redCircle);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const plain = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const images = [plain, png.subarray(0, 60), svg, Buffer.from('no image'), new Uint8Array()];
  for (const image of images) expect(await describe(image)).toBeUndefined();
});

test('many are looked at at once, each as it would be alone', async () => {
  const colours = ['red', 'green', 'blue', 'yellow'];
  const images = await Promise.all(
    colours.map((colour) => drawPng(redCircle.replace('red', colour), 'black')),
  );
  expect(await Promise.all(images.map(describe))).toEqual(
    colours.map((colour) => `a picture: a ${colour} circle on black`),
  );
});

test('an abort ends it with its reason', async () => {
  const abort = new AbortController();
  const described = reader.describe(await drawPng(redCircle), abort.signal);
  abort.abort(new Error('enough'));
  await expect(described).rejects.toThrow('enough');
});

test('a folder without a network for images has no reader, and one with broken files is refused', async () => {
  expect(await loadImageReader(folder)).toBeUndefined();
  await writeFile(join(folder, 'vision_config.json'), '{"image_size":64}');
  await expect(loadImageReader(folder)).rejects.toThrow('cell_size must be a positive number');
  const config = {
    image_size: 64,
    cell_size: 4,
    most_things: 8,
    threshold: 0.5,
    names: [],
    digits: [],
    colours: [],
  };
  await writeFile(join(folder, 'vision_config.json'), JSON.stringify(config));
  await expect(loadImageReader(folder)).rejects.toBeInstanceOf(ModelLoadError);
});
