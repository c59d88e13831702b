import { serveUntilSignal } from '@antiphon/server';
import { Command } from 'commander';
import { addModelFlags, configFrom, type ModelFlags } from './model-flags.ts';

interface ServeFlags extends ModelFlags {
  readonly host?: string;
  readonly port?: string;
  readonly unseenInput?: string;
  readonly missingTools?: string;
  readonly reasoningEvents?: string;
}

/** `antiphon serve`: the API on a socket. */
export function serveCommand(): Command {
  return addModelFlags(new Command('serve'))
    .description('serve the Responses API over HTTP')
    .option('--host <address>', 'the address to listen on (HOST; default 127.0.0.1)')
    .option('--port <number>', 'the port to listen on, 0 for any free one (PORT; default 8484)')
    .option(
      '--unseen-input <tell|refuse>',
      'what becomes of images, files and sounds that the model cannot take (ANTIPHON_UNSEEN_INPUT)',
    )
    .option(
      '--missing-tools <refuse|omit>',
      'what becomes of tools that would run here and are not there (ANTIPHON_MISSING_TOOLS)',
    )
    .option(
      '--reasoning-events <name>',
      "stream a model's thoughts as summary, reasoning_text or reasoning (ANTIPHON_REASONING_EVENTS)",
    )
    .action((flags: ServeFlags) => serveUntilSignal(configFrom(flags), console.log));
}
