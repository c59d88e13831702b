import { reportFault } from '@antiphon/server';
import { Command } from 'commander';
import { renewKeyCommand } from './commands/renew-key.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';

const program = new Command('antiphon')
  .description('A self-hosted server for the Responses API, and the model at your terminal.')
  .addCommand(serveCommand())
  .addCommand(runCommand())
  .addCommand(renewKeyCommand());

try {
  await program.parseAsync();
} catch (fault) {
  reportFault(fault);
}
