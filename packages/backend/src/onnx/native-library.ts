import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import koffi from 'koffi';
import { ModelLoadError } from '../logits-model.ts';

const NAMES: Readonly<Record<string, string>> = {
  linux: 'libonnxruntime.so.1',
  darwin: 'libonnxruntime.1.dylib',
  win32: 'onnxruntime.dll',
};

/** Where the package onnxruntime-node keeps the shared library for this machine. Throws `ModelLoadError` when it has none. */
export function nativeLibraryFile(): string {
  const machine = `${process.platform}/${process.arch}`;
  const name = NAMES[process.platform];
  const file = name && join(packageFolder(), 'bin', 'napi-v6', machine, name);
  if (!file || !existsSync(file)) {
    throw new ModelLoadError(`onnxruntime-node has no native library for ${machine}`);
  }
  return file;
}

/**
 * koffi unloads a library once its handle is collected or the thread ends, though functions of it are still in use and threads of it
 * still run. This takes a hold of it that is never given back.
 */
export function keepLoaded(file: string): void {
  if (process.platform === 'win32') {
    koffi.load('kernel32.dll').func('LoadLibraryW', 'void *', ['const char16_t *'])(file);
  } else {
    koffi.load(null).func('dlopen', 'void *', ['const char *', 'int'])(file, RTLD_LAZY);
  }
}

/** Word of dlfcn.h. */
const RTLD_LAZY = 1;

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  } catch (fault) {
    throw new ModelLoadError('the package onnxruntime-node is not installed', { cause: fault });
  }
}
