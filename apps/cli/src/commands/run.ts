import {
  type CreateResponse,
  parseCreateResponse,
  ResponseAccumulator,
  type ResponseResource,
} from '@antiphon/protocol';
import { openServices } from '@antiphon/server';
import { Command, InvalidArgumentError } from 'commander';
import { readAll } from '../terminal/read-all.ts';
import { addModelFlags, configFrom, type ModelFlags } from './model-flags.ts';

/** Each becomes a field of the request, so that the API's own checks apply. */
const numberFlags = [
  ['max-output-tokens', 'the most tokens to generate'],
  ['temperature', '0 is greedy; higher is more random'],
  ['top-k', 'draw from the so many likeliest tokens; 0 is off'],
  ['top-p', 'draw from the likeliest tokens that together have this probability'],
  ['min-p', 'drop tokens less likely than this share of the likeliest'],
  ['frequency-penalty', 'lower a token for each time it was generated'],
  ['presence-penalty', 'lower a token once it was generated'],
  ['repetition-penalty', 'divide the logits of tokens seen before; 1 is off'],
  ['dry-multiplier', 'penalise what would extend a repetition; 0 is off'],
  ['dry-base', 'how fast the DRY penalty grows'],
  ['dry-allowed-length', 'the longest repetition that costs nothing'],
  ['seed', 'draw the same tokens again'],
] as const;

type RunFlags = ModelFlags & { readonly instructions?: string };

/** `antiphon run`: one answer in the terminal, without a server. */
export function runCommand(): Command {
  const command = addModelFlags(new Command('run'))
    .description("print the model's answer to one prompt")
    .argument('[prompt]', 'what to say to the model; read from standard input when absent')
    .option('--instructions <text>', 'a system message');
  for (const [name, description] of numberFlags) {
    command.option(`--${name} <number>`, description, parseNumber);
  }
  return command.action(run);
}

async function run(prompt: string | undefined, flags: RunFlags): Promise<void> {
  const request = buildRequest(prompt ?? (await readAll(process.stdin)), flags);
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  // Whoever reads the output may have had enough of it: `antiphon run … | head -1`.
  process.stdout.once('error', stop);
  const services = await openServices(configFrom(flags), {
    signal: interrupt.signal,
    // Somebody who waits for a download wants to see it.
    ...(process.stderr.isTTY && { log: (line: string) => console.error(`antiphon: ${line}`) }),
  });
  try {
    const running = await services.responses.create(
      request,
      { tenant: 'terminal' },
      interrupt.signal,
    );
    const accumulator = new ResponseAccumulator();
    for await (const event of running.events) {
      accumulator.add(event);
      if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);
    }
    process.stdout.write('\n');
    // What was called off has no terminal event.
    reportEnd(accumulator.isEnded ? accumulator.response! : await running.done);
  } finally {
    process.off('SIGINT', stop);
    await services.close();
  }
}

function buildRequest(prompt: string, flags: RunFlags): CreateResponse {
  const set = new Map<string, unknown>(Object.entries(flags));
  const numbers = numberFlags.map(([name]) => [
    name.replaceAll('-', '_'),
    set.get(camelCase(name)) ?? null,
  ]);
  // A null field is as good as absent.
  return parseCreateResponse({
    input: prompt,
    instructions: flags.instructions ?? null,
    store: false,
    ...Object.fromEntries(numbers),
  });
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw new InvalidArgumentError('It must be a number.');
  return number;
}

/** The name under which commander keeps a flag. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What the text alone does not tell goes to standard error. */
function reportEnd(response: ResponseResource): void {
  if (response.status === 'completed') return;
  const reason = response.error?.message ?? response.incomplete_details?.reason ?? response.status;
  console.error(`antiphon: the answer is ${response.status}: ${reason}`);
  process.exitCode = 1;
}
