import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelLoadError } from '../logits-model.ts';

/** How the network for images is to be used: vision_config.json in the folder of a model. */
export interface VisionConfig {
  /** Width and height of the picture that it takes, in pixels. */
  readonly imageSize: number;
  /** Width and height of the cells that it looks for things in. */
  readonly cellSize: number;
  /** How many things it gives. */
  readonly mostThings: number;
  /** The score from which on a thing is there. */
  readonly threshold: number;
  /** What things can be, in the order of its outputs. */
  readonly names: readonly string[];
  /** Those of the names that are digits. */
  readonly digits: ReadonlySet<string>;
  readonly colours: readonly string[];
}

/** `undefined` where the folder has no such file. Throws `ModelLoadError` for one that is not as it should be. */
export async function readVisionConfig(folder: string): Promise<VisionConfig | undefined> {
  const file = join(folder, 'vision_config.json');
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined;
    throw new ModelLoadError(`${file} cannot be read: ${fault.message}`, { cause: fault });
  });
  return text === undefined ? undefined : parse(text, file);
}

function parse(text: string, file: string): VisionConfig {
  const fields = parseObject(text, file);
  const fault = (name: string, allowed: string) =>
    new ModelLoadError(`${file}: ${name} must be ${allowed}, got ${JSON.stringify(fields[name])}`);
  const number = (name: string) => {
    const value = fields[name];
    if (typeof value !== 'number' || value <= 0) throw fault(name, 'a positive number');
    return value;
  };
  const words = (name: string) => {
    const value = fields[name];
    if (!Array.isArray(value)) throw fault(name, 'a list of words');
    return value.map(String);
  };
  return {
    imageSize: number('image_size'),
    cellSize: number('cell_size'),
    mostThings: number('most_things'),
    threshold: number('threshold'),
    names: words('names'),
    digits: new Set(words('digits')),
    colours: words('colours'),
  };
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (fault) {
    throw new ModelLoadError(`${file} is not JSON`, { cause: fault });
  }
  throw new ModelLoadError(`${file} is no object`);
}
