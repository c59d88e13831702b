import type {
  Capabilities,
  Conversation,
  GenerationDelta,
  GenerationRequest,
  LoadModelOptions,
  LoadProgress,
  ModelInfo,
} from '@antiphon/backend';
import type { LocalModelOptions } from '../local-model.ts';
import type { WrittenFault } from './faults.ts';

/** What the worker is started with: all of it can be copied from thread to thread. */
export interface WorkerStart {
  readonly source: string;
  readonly load: Omit<LoadModelOptions, 'log' | 'onProgress' | 'signal'>;
  readonly engine: LocalModelOptions;
}

/** To the worker. `id` is the sender's name for a request. */
export type WorkerCommand =
  | { readonly kind: 'count'; readonly id: number; readonly conversation: Conversation }
  | { readonly kind: 'prepare'; readonly id: number; readonly request: GenerationRequest }
  | { readonly kind: 'run'; readonly id: number }
  | { readonly kind: 'describe-image'; readonly id: number; readonly image: Uint8Array }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'close' };

/** From the worker. */
export type WorkerReport =
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | {
      readonly kind: 'ready';
      readonly info: ModelInfo;
      readonly capabilities: Capabilities;
      /** Whether it obeys `describe-image`. */
      readonly readsImages: boolean;
    }
  | { readonly kind: 'unloadable'; readonly fault: WrittenFault }
  /** The tokens of a `count`, or of the prompt of a `prepare`. */
  | { readonly kind: 'tokens'; readonly id: number; readonly tokens: number }
  | { readonly kind: 'described'; readonly id: number; readonly words: string | undefined }
  | { readonly kind: 'deltas'; readonly id: number; readonly deltas: readonly GenerationDelta[] }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: WrittenFault };
