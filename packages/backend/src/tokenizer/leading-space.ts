import type { TokenizerJson } from './tokenizer-json.ts';

interface DecoderStep {
  readonly type?: string;
  readonly decoders?: readonly DecoderStep[];
  readonly content?: string;
  readonly start?: number;
  readonly add_prefix_space?: boolean;
  readonly prepend_scheme?: string;
}

/** Whether the decoder takes a space off the start of a text, because the encoder puts one there. */
export function hasLeadingSpace(json: TokenizerJson): boolean {
  return stepsOf(json.decoder).some(stripsSpace);
}

function stepsOf(decoder: unknown): readonly DecoderStep[] {
  // Every field is optional, so any object will do.
  const step = decoder as DecoderStep | null | undefined;
  if (!step) return [];
  return step.type === 'Sequence' ? (step.decoders ?? []).flatMap(stepsOf) : [step];
}

function stripsSpace(step: DecoderStep): boolean {
  if (step.type === 'Strip') return step.content === ' ' && (step.start ?? 0) > 0;
  if (step.type !== 'Metaspace') return false;
  return step.prepend_scheme ? step.prepend_scheme !== 'never' : step.add_prefix_space !== false;
}
