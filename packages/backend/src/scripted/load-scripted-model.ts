import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type LogitsModel, ModelLoadError } from '../logits-model.ts';
import { MARKS } from './answer-tokens.ts';
import { followRules } from './follow-rules.ts';
import { createScriptedModel } from './model.ts';
import { readScriptFile, ScriptFileError } from './read-script-file.ts';

/** The name of the model that a file describes: that of the file, without its ending. */
export function scriptedModelId(path: string): string {
  return basename(path, '.json');
}

/** Opens the scripted model that a file describes, which thinks and calls. Rejects with `ModelLoadError`. */
export async function loadScriptedModel(path: string): Promise<LogitsModel> {
  const file = await readFileAt(path);
  const marks = Object.values(MARKS).flatMap(({ begin, end }) => [begin, end]);
  return createScriptedModel(followRules(file), {
    id: scriptedModelId(path),
    chatTemplate: marks.join(' '),
    controlTokens: marks,
    // Where a failure comes is exact only when nothing is run that was not drawn yet.
    allLogits: false,
    ...(file.context_length !== undefined && { contextLength: file.context_length }),
  });
}

async function readFileAt(path: string): Promise<ReturnType<typeof readScriptFile>> {
  try {
    return readScriptFile(await readFile(path, 'utf8'));
  } catch (fault) {
    const isKnown = fault instanceof ScriptFileError || (fault instanceof Error && 'code' in fault);
    if (!isKnown) throw fault;
    throw new ModelLoadError(`the script ${path}: ${fault.message}`, { cause: fault });
  }
}
