import { type Config, readConfig } from '@antiphon/server';
import type { Command } from 'commander';

export interface ModelFlags {
  readonly model?: string;
  readonly data?: string;
  readonly dtype?: string;
  readonly device?: string;
  readonly threads?: string;
}

/** The flags of every command that loads a model; each stands in for an environment variable. */
export function addModelFlags(command: Command): Command {
  return command
    .option(
      '--model <folder or id>',
      "folders in the hub's layout, hub ids or scripted:<file>, with commas between (ANTIPHON_MODEL; default: the embedded model)",
    )
    .option('--dtype <name>', 'which file of the model to run: q8, q4, fp32 … (ANTIPHON_DTYPE)')
    .option('--device <name>', 'cpu, webgpu, cuda … (ANTIPHON_DEVICE)')
    .option('--threads <number>', "threads of the model's arithmetic (ANTIPHON_THREADS)")
    .option('--data <folder>', 'where responses and fetched models are kept (ANTIPHON_DATA_DIR)');
}

/** The environment's configuration with what the flags say instead. Throws `ConfigError`. */
export function configFrom(
  flags: ModelFlags & {
    readonly host?: string;
    readonly port?: string;
    readonly unseenInput?: string;
    readonly missingTools?: string;
    readonly reasoningEvents?: string;
  },
): Config {
  return readConfig({
    ...process.env,
    ...given('ANTIPHON_MODEL', flags.model),
    ...given('ANTIPHON_DATA_DIR', flags.data),
    ...given('ANTIPHON_DTYPE', flags.dtype),
    ...given('ANTIPHON_DEVICE', flags.device),
    ...given('ANTIPHON_THREADS', flags.threads),
    ...given('HOST', flags.host),
    ...given('PORT', flags.port),
    ...given('ANTIPHON_UNSEEN_INPUT', flags.unseenInput),
    ...given('ANTIPHON_MISSING_TOOLS', flags.missingTools),
    ...given('ANTIPHON_REASONING_EVENTS', flags.reasoningEvents),
  });
}

function given(name: string, value: string | undefined): NodeJS.ProcessEnv {
  return value === undefined ? {} : { [name]: value };
}
