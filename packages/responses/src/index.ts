export type { Caller } from './history.ts';
export type { RunningResponse } from './run.ts';
export {
  createResponseService,
  type ResponseService,
  type ResponseServiceOptions,
} from './service.ts';
