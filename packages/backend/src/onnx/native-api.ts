import koffi from 'koffi';
import { ModelLoadError } from '../logits-model.ts';
import { keepLoaded, nativeLibraryFile } from './native-library.ts';

/** A pointer into native memory. */
export type Address = bigint;

/** What a native function gives back: null when all went well, else an error that has to be released. */
export type Status = Address | null;

/** The functions of ONNX Runtime's C API that this project calls, by the names that they have there. */
export interface NativeApi {
  readonly version: string;
  /** Where `ReleaseSession` lies. */
  readonly sessionReleaser: Address;
  GetErrorMessage(status: Address): string;
  CreateEnv(level: number, name: string, out: BigUint64Array): Status;
  CreateSession: AsyncCall<[environment: Address, file: string, options: Address]>;
  /** On this thread, or on another. */
  Run: ((...call: [...RunArguments, out: BigUint64Array]) => Status) & AsyncCall<RunArguments>;
  CreateSessionOptions(out: BigUint64Array): Status;
  DisableMemPattern(options: Address): Status;
  SetSessionLogSeverityLevel(options: Address, level: number): Status;
  SetSessionGraphOptimizationLevel(options: Address, level: number): Status;
  SetIntraOpNumThreads(options: Address, count: number): Status;
  CreateRunOptions(out: BigUint64Array): Status;
  RunOptionsSetTerminate(options: Address): Status;
  RunOptionsUnsetTerminate(options: Address): Status;
  CreateTensorWithDataAsOrtValue(
    memory: Address,
    data: ArrayBufferView,
    bytes: number,
    dimensions: BigInt64Array,
    rank: number,
    type: number,
    out: BigUint64Array,
  ): Status;
  CreateCpuMemoryInfo(allocator: number, kind: number, out: BigUint64Array): Status;
  ReleaseStatus(status: Address): void;
  ReleaseSession(session: Address): void;
  ReleaseValue(value: Address): void;
  ReleaseRunOptions(options: Address): void;
  ReleaseSessionOptions(options: Address): void;
  AddSessionConfigEntry(options: Address, key: string, value: string): Status;
}

type RunArguments = [
  session: Address,
  options: Address,
  inputNames: BigUint64Array,
  inputs: BigUint64Array,
  inputCount: number,
  outputNames: BigUint64Array,
  outputCount: number,
];

/** A call on a thread of libuv's pool; its last argument receives what the native function writes. */
export interface AsyncCall<Arguments extends unknown[]> {
  async(
    ...call: [
      ...Arguments,
      out: BigUint64Array,
      done: (fault: Error | null, status: Status) => void,
    ]
  ): void;
}

/** The table of functions only grows; this version has all of the above. */
const API_VERSION = 20;

/** Graph optimisation recurses deeply, and koffi runs asynchronous calls on stacks of its own: 128 KiB each unless told. */
const STACK_BYTES = 8 * 1024 * 1024;

/** Binds the library that onnxruntime-node ships. Throws `ModelLoadError` when there is none or it is too old. */
export function loadNativeApi(): NativeApi {
  const file = nativeLibraryFile();
  koffi.config({ ...koffi.config(), async_stack_size: STACK_BYTES });
  const library = koffi.load(file);
  keepLoaded(file);
  const base: Address[] = koffi.decode(
    library.func('OrtGetApiBase', 'void *', [])(),
    koffi.array('void *', 2),
  );
  const version: string = koffi.call(base[1], koffi.proto('const char *', []));
  const api: Address | null = koffi.call(base[0], koffi.proto('void *', ['uint32_t']), API_VERSION);
  if (api === null) {
    throw new ModelLoadError(
      `ONNX Runtime ${version} is too old: version 1.${API_VERSION} or later is needed`,
    );
  }
  return { ...bindFunctions(api), version };
}

const STATUS = 'void *';
const HANDLE = 'void *';
const OUT = 'void *';
const TEXT = 'const char *';
/** Paths are in the system's own characters. */
const PATH = process.platform === 'win32' ? 'const char16_t *' : TEXT;

/** Place in the table of functions, result, arguments: as in onnxruntime_c_api.h. */
const FUNCTIONS: Readonly<Record<FunctionName, readonly [number, string, readonly string[]]>> = {
  GetErrorMessage: [2, TEXT, [HANDLE]],
  CreateEnv: [3, STATUS, ['int', TEXT, OUT]],
  CreateSession: [7, STATUS, [HANDLE, PATH, HANDLE, OUT]],
  Run: [9, STATUS, [HANDLE, HANDLE, 'void *', 'void *', 'size_t', 'void *', 'size_t', OUT]],
  CreateSessionOptions: [10, STATUS, [OUT]],
  DisableMemPattern: [17, STATUS, [HANDLE]],
  SetSessionLogSeverityLevel: [22, STATUS, [HANDLE, 'int']],
  SetSessionGraphOptimizationLevel: [23, STATUS, [HANDLE, 'int']],
  SetIntraOpNumThreads: [24, STATUS, [HANDLE, 'int']],
  CreateRunOptions: [39, STATUS, [OUT]],
  RunOptionsSetTerminate: [46, STATUS, [HANDLE]],
  RunOptionsUnsetTerminate: [47, STATUS, [HANDLE]],
  CreateTensorWithDataAsOrtValue: [
    49,
    STATUS,
    [HANDLE, 'void *', 'size_t', 'void *', 'size_t', 'int', OUT],
  ],
  CreateCpuMemoryInfo: [69, STATUS, ['int', 'int', OUT]],
  ReleaseStatus: [93, 'void', [HANDLE]],
  ReleaseSession: [95, 'void', [HANDLE]],
  ReleaseValue: [96, 'void', [HANDLE]],
  ReleaseRunOptions: [97, 'void', [HANDLE]],
  ReleaseSessionOptions: [100, 'void', [HANDLE]],
  AddSessionConfigEntry: [130, STATUS, [HANDLE, TEXT, TEXT]],
};
const TABLE_LENGTH = 131;

type FunctionName = Exclude<keyof NativeApi, 'sessionReleaser' | 'version'>;

function bindFunctions(api: Address): Omit<NativeApi, 'version'> {
  const table: Address[] = koffi.decode(api, koffi.array('void *', TABLE_LENGTH));
  const functions = Object.entries(FUNCTIONS).map(([name, [place, result, parameters]]) => [
    name,
    koffi.decode(table[place], koffi.proto(result, [...parameters])),
  ]);
  const [releaser] = FUNCTIONS.ReleaseSession;
  return { ...Object.fromEntries(functions), sessionReleaser: table[releaser] };
}
