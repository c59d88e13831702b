import { join } from 'node:path';
import type { LoadModelOptions } from '../load-options.ts';
import { locateModel } from '../locate-model.ts';
import { ModelLoadError } from '../logits-model.ts';
import { describeSight } from './describe-sight.ts';
import { readVisionConfig } from './vision-config.ts';

/** Tells in words what is to be seen in an image, for models that read only text. */
export interface ImageReader {
  /**
   * What can follow "Attached is": `a picture: a red circle on white`. `undefined` where it recognises nothing, or where the bytes are
   * no PNG, JPEG, WebP or GIF that can be decoded. Rejects with the signal's reason once aborted.
   */
  describe(image: Uint8Array, signal: AbortSignal): Promise<string | undefined>;
  /** Resolves when what was under way is over. */
  close(): Promise<void>;
}

/**
 * Opens the network for images that lies in a model's folder. `undefined` where there is none, and where the libraries for it
 * do not load here, which `log` is told. Rejects with `ModelLoadError` when its files are at fault.
 */
export async function loadImageReader(
  source: string,
  options: LoadModelOptions = {},
): Promise<ImageReader | undefined> {
  const { folder, id } = await locateModel(source, options);
  const config = await readVisionConfig(folder);
  if (!config) return undefined;
  const libraries = await loadLibraries().catch((fault: unknown) => {
    options.log?.(`${id}: images are not looked at: ${textOf(fault)}`);
  });
  if (!libraries) return undefined;
  const { decodeImage, openVisionNetwork, runtime } = libraries;
  const file = join(folder, 'onnx', 'vision.onnx');
  const network = await openVisionNetwork(runtime, { file, config }).catch((fault: unknown) => {
    throw new ModelLoadError(`${file} does not load: ${textOf(fault)}`, { cause: fault });
  });
  return {
    async describe(image, signal) {
      signal.throwIfAborted();
      const pixels = await decodeImage(image, config.imageSize);
      signal.throwIfAborted();
      return pixels && describeSight(await network.look(pixels), config.digits);
    },
    close: () => network.close(),
  };
}

/** Native code, which not every machine can load. */
async function loadLibraries() {
  const [{ decodeImage }, { openVisionNetwork }, { onnxRuntime }] = await Promise.all([
    import('./decode-image.ts'),
    import('./vision-network.ts'),
    import('../onnx/runtime.ts'),
  ]);
  return { decodeImage, openVisionNetwork, runtime: onnxRuntime() };
}

function textOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
