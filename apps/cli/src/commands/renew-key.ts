import { renewSealingKey } from '@antiphon/server';
import { Command } from 'commander';
import { configFrom } from './model-flags.ts';

/** `antiphon renew-key`: another key for what clients keep and must not read. */
export function renewKeyCommand(): Command {
  return new Command('renew-key')
    .description(
      'make a new key for sealed thoughts and compactions, which servers use from their next start; what older keys sealed can still be read',
    )
    .option('--data <folder>', 'where responses are kept (ANTIPHON_DATA_DIR)')
    .action(async (flags: { readonly data?: string }) => {
      const count = await renewSealingKey(configFrom(flags));
      console.error(`there are ${count} keys now; start the servers anew to use the new one`);
    });
}
