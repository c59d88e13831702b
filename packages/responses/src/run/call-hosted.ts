import type { HostedProgress } from '../hosted-tool.ts';
import type { OpenHostedCall } from '../output/open-hosted-call.ts';

export interface CallSetting {
  readonly tenant: string;
  readonly signal: AbortSignal;
}

/** Makes a hosted call. Whatever the tool does, it ends with a result; only an abort ends it without one. */
export async function* callHosted(
  call: OpenHostedCall,
  { tenant, signal }: CallSetting,
): AsyncGenerator<HostedProgress> {
  const { tool, setting } = call.offered;
  const made = { setting, tenant, itemId: call.item.id, arguments: call.argumentsText };
  try {
    for await (const progress of tool.call(made, signal)) {
      signal.throwIfAborted();
      yield progress;
      if (progress.kind === 'result') return;
    }
    yield failed(made.arguments, 'the tool gave no result');
  } catch (fault) {
    signal.throwIfAborted();
    yield failed(made.arguments, fault instanceof Error ? fault.message : String(fault));
  }
}

function failed(text: string, error: string): HostedProgress {
  return { kind: 'result', status: 'failed', fields: { arguments: text, error } };
}
