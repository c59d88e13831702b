import type { CallFormat } from '../dialect.ts';

/** Calls as messages to a function, as in gpt-oss. The reader of channels reads them, so there is no mark to look for. */
export const harmony: CallFormat = {
  name: 'gpt-oss',
  triggers: [],
  *read() {},
  shape: {
    trigger: '<|channel|>commentary',
    begin: '',
    between: '',
    end: '',
    before: (name) => `<|channel|>commentary to=functions.${name} <|constrain|>json<|message|>`,
    after: '',
    isSingle: true,
  },
};
