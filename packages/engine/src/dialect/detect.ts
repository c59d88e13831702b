import type { Tokenizer } from '@antiphon/backend';
import { detectCalls } from './calls/detect.ts';
import { harmony } from './calls/harmony.ts';
import { ControlTokens } from './control-tokens.ts';
import type { Dialect } from './dialect.ts';
import { endOfTurnNames } from './end-of-turn.ts';
import { readAnswer } from './read-answer.ts';
import { readChannels } from './read-channels.ts';
import { detectReasoning } from './reasoning/detect.ts';

type Signs = Pick<Tokenizer, 'chatTemplate' | 'specialTokens' | 'bytes' | 'render'>;

/** Tells by a model's chat template, and by its control tokens where that says nothing, how it writes thoughts and calls. */
export function detectDialect(tokenizer: Signs): Dialect {
  const { chatTemplate } = tokenizer;
  const common = {
    endOfTurnNames: endOfTurnNames(tokenizer),
    control: new ControlTokens(tokenizer),
  };
  if (chatTemplate.includes('<|channel|>') && chatTemplate.includes('<|message|>')) {
    return { ...channels, ...common };
  }
  return {
    ...common,
    reasoning: detectReasoning(tokenizer),
    calls: detectCalls(tokenizer),
    wrappers: chatTemplate.includes('<response></response>') ? ['<response>', '</response>'] : [],
    read: readAnswer,
  };
}

/** gpt-oss: thoughts, text and calls are messages in channels. */
const channels: Omit<Dialect, 'endOfTurnNames' | 'control'> = {
  reasoning: {
    begin: '<|channel|>analysis<|message|>',
    end: '<|end|>',
    isOpenedOnRequest: false,
  },
  calls: harmony,
  wrappers: [],
  messages: { start: '<|start|>assistant', final: '<|channel|>final<|message|>' },
  read: readChannels,
};
