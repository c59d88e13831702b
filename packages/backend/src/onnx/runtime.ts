import { ModelLoadError } from '../logits-model.ts';
import { type Address, loadNativeApi, type NativeApi, type Status } from './native-api.ts';

/** Words of onnxruntime_c_api.h. */
const WARNING = 2;
const DEVICE_ALLOCATOR = 0;
const DEFAULT_MEMORY = 0;

/** ONNX Runtime as it is shared by all sessions of this thread. */
export class OnnxRuntime {
  readonly api: NativeApi;
  readonly environment: Address;
  readonly memory: Address;

  constructor(api: NativeApi) {
    this.api = api;
    this.environment = this.make((out) => api.CreateEnv(WARNING, 'antiphon', out));
    this.memory = this.make((out) =>
      api.CreateCpuMemoryInfo(DEVICE_ALLOCATOR, DEFAULT_MEMORY, out),
    );
  }

  /** Throws the error text of a status that is one, and releases it. */
  check(status: Status): void {
    const text = this.errorOf(status);
    if (text !== undefined) throw new Error(text);
  }

  /** The error text, if there is one; the status is released. */
  errorOf(status: Status): string | undefined {
    if (status === null) return undefined;
    const text = this.api.GetErrorMessage(status);
    this.api.ReleaseStatus(status);
    return text;
  }

  /** The address that a native function writes. */
  make(call: (out: BigUint64Array) => Status): Address {
    const out = addresses(1);
    this.check(call(out));
    return out[0]!;
  }
}

/** Native code may only be given memory that V8 never moves, as it does with small arrays that share no buffer. */
export function addresses(count: number): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(new ArrayBuffer(8 * count));
}

/** As `addresses`, for values. */
export function integers(count: number): BigInt64Array<ArrayBuffer> {
  return new BigInt64Array(new ArrayBuffer(8 * count));
}

/** Unloading the library while one of its threads still runs would end the process, so it is loaded once and stays. */
let shared: OnnxRuntime | undefined;

/** Throws `ModelLoadError` when the native library cannot be loaded. */
export function onnxRuntime(): OnnxRuntime {
  shared ??= load();
  return shared;
}

function load(): OnnxRuntime {
  try {
    return new OnnxRuntime(loadNativeApi());
  } catch (fault) {
    if (fault instanceof ModelLoadError) throw fault;
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ModelLoadError(`ONNX Runtime does not load: ${reason}`, { cause: fault });
  }
}
