import { DTYPES } from './folder/graph-files.ts';
import { ModelLoadError } from './logits-model.ts';

export interface LoadModelOptions {
  /** Which of the model's files runs: q8, q4, fp16, fp32 … (default: the best for the device among those that exist). */
  readonly dtype?: string;
  /** What it runs on: cpu (default) or, through transformers.js, webgpu, cuda, dml, coreml. */
  readonly device?: string;
  /** What runs it (default `auto`: ONNX Runtime directly where that can serve the model, transformers.js elsewhere). */
  readonly runtime?: 'auto' | 'onnx' | 'transformers';
  /** Under which id the API offers the model (default: the hub id, or the name of the folder). */
  readonly id?: string;
  /** Where files from the hub are kept (default: `.antiphon/models` in the home folder). */
  readonly cacheFolder?: string;
  /** A hub other than Hugging Face's, such as a mirror: `https://hub.example`. */
  readonly hub?: string;
  /** For models that the hub gives to some only. */
  readonly token?: string;
  /** A branch, tag or commit of the hub's repository (default `main`). */
  readonly revision?: string;
  /** Nothing is fetched; what is not here is an error that names it. */
  readonly offline?: boolean;
  /** How many sequences may be open at once (default 32). */
  readonly maxSequences?: number;
  /** Memory for keys and values (default: a quarter of the machine's, at most 8 GiB). */
  readonly cacheBytes?: number;
  /** Prompt and answer together, in tokens; at most (default) what the model was made for. */
  readonly contextLength?: number;
  /** Threads of one run (default: physical cores, and 1 for models so small that waiting for each other costs more). */
  readonly threads?: number;
  /** Whether threads wait for work in a loop (default: yes): faster, at the cost of busy cores between runs. */
  readonly spinning?: boolean;
  /** Is called as files arrive from the hub, at least at the end of each. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Is told in a line what runs the model, and why. */
  readonly log?: (line: string) => void;
  /** Ends the load; what was fetched until then is kept for the next try. */
  readonly signal?: AbortSignal;
}

/** How far the download of a file is. */
export interface LoadProgress {
  /** Its path in the hub's repository. */
  readonly file: string;
  readonly loadedBytes: number;
  /** `undefined` where the hub does not tell. */
  readonly totalBytes: number | undefined;
}

const DEVICES = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml', 'gpu'];
const RUNTIMES = ['auto', 'onnx', 'transformers'];

/** Throws `ModelLoadError` for a value that no model could be loaded with. */
export function checkLoadOptions(options: LoadModelOptions): void {
  checkWord('dtype', options.dtype, DTYPES);
  checkWord('device', options.device, DEVICES);
  checkWord('runtime', options.runtime, RUNTIMES);
  checkCount('maxSequences', options.maxSequences);
  checkCount('cacheBytes', options.cacheBytes);
  checkCount('contextLength', options.contextLength);
  checkCount('threads', options.threads);
}

function checkWord(name: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw new ModelLoadError(
    `${name} must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`,
  );
}

function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return;
  throw new ModelLoadError(`${name} must be a positive integer, got ${value}`);
}
