import { type Config, readConfig } from '@antiphon/server';
import type { Command } from 'commander';

export interface ModelFlags {
  readonly model?: string;
  readonly data?: string;
}

/** The flags of every command that loads a model; each stands in for an environment variable. */
export function addModelFlags(command: Command): Command {
  return command
    .option(
      '--model <folder or id>',
      "a folder in the hub's layout or a hub id (ANTIPHON_MODEL; default: the embedded model)",
    )
    .option('--data <folder>', 'where responses and fetched models are kept (ANTIPHON_DATA_DIR)');
}

/** The environment's configuration with what the flags say instead. Throws `ConfigError`. */
export function configFrom(
  flags: ModelFlags & { readonly host?: string; readonly port?: string },
): Config {
  return readConfig({
    ...process.env,
    ...(flags.model !== undefined && { ANTIPHON_MODEL: flags.model }),
    ...(flags.data !== undefined && { ANTIPHON_DATA_DIR: flags.data }),
    ...(flags.host !== undefined && { HOST: flags.host }),
    ...(flags.port !== undefined && { PORT: flags.port }),
  });
}
