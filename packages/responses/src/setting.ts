import type { ModelDirectory } from '@antiphon/backend';
import type { ResponseStore } from '@antiphon/store';
import type { HostedTool } from './hosted-tool.ts';
import type { ReasoningEvents } from './output/reasoning-events.ts';
import type { UnseenInputMode } from './prompt/unseen-input.ts';
import type { Runs } from './run/runs.ts';
import type { Seal } from './seal.ts';
import type { MissingToolsMode } from './tools/missing-tools.ts';

/** What all requests of a service share. */
export interface ServiceSetting {
  readonly store: ResponseStore;
  readonly models: ModelDirectory;
  readonly seal: Seal;
  readonly hostedTools: readonly HostedTool[];
  readonly reasoningEvents: ReasoningEvents;
  readonly unseenInput: UnseenInputMode;
  readonly missingTools: MissingToolsMode;
  readonly runs: Runs;
  /** How many servers may stop over one job. */
  readonly maxAttempts: number;
  /** Of the jobs that this process works on. */
  readonly lease: { readonly owner: string; readonly ms: number };
}
