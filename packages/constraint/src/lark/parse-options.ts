import { LarkFault } from './fault.ts';
import type { LarkToken } from './lex.ts';
import type { LarkOptions } from './syntax.ts';

export const defaultLarkOptions: LarkOptions = {
  allowInitialSkip: false,
  skipOnce: false,
  noForcing: false,
};

const flags = new Map<string, keyof LarkOptions>([
  ['allow_initial_skip', 'allowInitialSkip'],
  ['ignore_once', 'skipOnce'],
  ['no_forcing', 'noForcing'],
]);

/** What the JSON object behind `%llguidance` changes about the options before it. */
export function parseOptions(before: LarkOptions, { text, position }: LarkToken): LarkOptions {
  const options: Record<keyof LarkOptions, boolean> = { ...before };
  for (const [name, value] of Object.entries(parseObject(text, position))) {
    const flag = flags.get(name);
    if (flag !== undefined && typeof value === 'boolean') options[flag] = value;
    else if (name === 'skip_repetition' && (value === 'once' || value === 'unbounded')) {
      options.skipOnce = value === 'once';
    } else {
      throw new LarkFault(
        position,
        '%llguidance',
        `cannot honour ${name}: ${JSON.stringify(value)}`,
      );
    }
  }
  return options;
}

function parseObject(text: string, position: LarkToken['position']): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    throw new LarkFault(position, '%llguidance', 'not valid JSON');
  }
  throw new LarkFault(position, '%llguidance', '%llguidance takes a JSON object');
}
