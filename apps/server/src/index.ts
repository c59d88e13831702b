export { type AppOptions, createApp } from './app.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { HttpError, type HttpErrorOptions } from './http-error.ts';
export type { AppLimits } from './limits.ts';
export { type ListenOptions, listen, type RunningServer } from './listen.ts';
export { reportFault } from './report-fault.ts';
export { serveUntilSignal } from './serve.ts';
export { openServices, type Services } from './services.ts';
export type { TenantOf } from './tenant.ts';
