import type { ModelDirectory } from '@antiphon/backend';
import { InvalidRequestError } from '@antiphon/protocol';
import type { ResponseKey, ResponseStore } from '@antiphon/store';
import { compact } from './compact.ts';
import { createConversationService } from './conversations.ts';
import { countInputTokens } from './count-tokens.ts';
import { createResponse } from './create.ts';
import type { HostedTool } from './hosted-tool.ts';
import { createId } from './ids.ts';
import type { ReasoningEvents } from './output/reasoning-events.ts';
import { pageOf } from './page.ts';
import type { UnseenInputMode } from './prompt/unseen-input.ts';
import { Runs } from './run/runs.ts';
import { storedEvents } from './run/stored-events.ts';
import { Worker } from './run/worker.ts';
import { createSeal } from './seal.ts';
import type { ResponseService } from './service.ts';
import type { ServiceSetting } from './setting.ts';
import { findResponse, isOver, unknownResponse, untilOver } from './stored-response.ts';
import type { MissingToolsMode } from './tools/missing-tools.ts';

export interface ResponseServiceOptions {
  readonly store: ResponseStore;
  readonly models: ModelDirectory;
  /** 32 bytes; what is sealed for clients can be opened only with the same (default: random ones, which end with the service). */
  readonly sealingKey?: Uint8Array;
  /** The keys before it: nothing is sealed with them any more, and what was can still be opened. */
  readonly olderSealingKeys?: readonly Uint8Array[];
  readonly hostedTools?: readonly HostedTool[];
  /** Default: `summary`. */
  readonly reasoningEvents?: ReasoningEvents;
  /** What becomes of input that no model here can take (default: `tell`). */
  readonly unseenInput?: UnseenInputMode;
  /** What becomes of tools that would run here and are not among `hostedTools` (default: `refuse`). */
  readonly missingTools?: MissingToolsMode;
  /** How long other servers wait before they take over what this one was working on when it died (default: 15 s). */
  readonly leaseMs?: number;
  /** A background response is not made anew once so many servers have died while they made it (default: 3); closing is no dying. */
  readonly maxAttempts?: number;
}

/** Three servers do not die of each other's bad luck: it is the response that they die of. */
const DEFAULT_MAX_ATTEMPTS = 3;

export function createResponseService(options: ResponseServiceOptions): ResponseService {
  const { store } = options;
  const setting = settingOf(options);
  const { runs, seal, lease } = setting;
  const worker = new Worker(setting);

  return {
    create: (request, caller, signal) =>
      createResponse(request, { caller, signal, isGenerated: true }, setting),
    warmUp: (request, caller, signal) =>
      createResponse(request, { caller, signal, isGenerated: false }, setting),
    retrieve: (key) => findResponse(key, setting),

    async events(key, { after = -1, signal }) {
      await findResponse(key, setting);
      return storedEvents(key, { store, after, signal });
    },

    cancel: (key) => cancel(key, setting),

    async delete(key) {
      if (!(await store.delete(key))) throw unknownResponse(key.id);
      runs.get(key)?.cancel();
    },

    async inputItems(key, page) {
      const list = await pageOf(page, (part) => store.inputItems(key, part));
      if (!list) throw unknownResponse(key.id);
      return list;
    },

    countTokens: (request, caller, signal) =>
      countInputTokens(request, { caller, signal }, setting),
    compact: (request, caller, signal) => compact(request, { caller, signal }, setting),
    conversations: createConversationService(store, seal),

    async close() {
      await worker.stop();
      await runs.stop();
      await store.jobs.release(lease.owner);
    },
  };
}

function settingOf(options: ResponseServiceOptions): ServiceSetting {
  const { store, models, hostedTools = [], leaseMs = 15_000 } = options;
  return {
    store,
    models,
    seal: createSeal(
      options.sealingKey ?? crypto.getRandomValues(new Uint8Array(32)),
      options.olderSealingKeys,
    ),
    hostedTools,
    reasoningEvents: options.reasoningEvents ?? 'summary',
    unseenInput: options.unseenInput ?? 'tell',
    missingTools: options.missingTools ?? 'refuse',
    runs: new Runs(),
    maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    lease: { owner: createId('server'), ms: leaseMs },
  };
}

/** Stops a response wherever it is made. One that nobody waits for can be cancelled at any time, another only while it runs. */
async function cancel(key: ResponseKey, setting: ServiceSetting) {
  const response = await findResponse(key, setting);
  if (isOver(response)) {
    if (response.background) return response;
    throw new InvalidRequestError(
      'response_id',
      `Cannot cancel a synchronous response: ${key.id} is ${response.status} already, and was not made with background: true.`,
    );
  }
  const run = setting.runs.get(key);
  run?.cancel();
  if (run && (await run.made)) return run.done;
  await setting.store.jobs.requestCancel(key);
  return untilOver(key, setting, new AbortController().signal);
}
