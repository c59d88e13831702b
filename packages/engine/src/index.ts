export { createLocalModel, type LocalModelOptions } from './local-model.ts';
export { ModelPool, type ModelPoolOptions, type PoolEntry } from './pool.ts';
export type { PrefixCacheOptions, SchedulerOptions } from './scheduler/scheduler.ts';
export { type OpenLocalModelOptions, openLocalModel } from './worker-model.ts';
