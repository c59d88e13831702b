export type { Caller } from './caller.ts';
export { type ConnectionMemory, createConnectionMemory } from './connection-memory.ts';
export type { ConversationService } from './conversations.ts';
export { createResponseService, type ResponseServiceOptions } from './create-service.ts';
export type { HostedCall, HostedProgress, HostedTool, RecalledCall } from './hosted-tool.ts';
export type { ReasoningEvents } from './output/reasoning-events.ts';
export type { UnseenInputMode } from './prompt/unseen-input.ts';
export type { EventsOptions, ResponseService, RunningResponse } from './service.ts';
export type { MissingToolsMode } from './tools/missing-tools.ts';
