import type { ModelShape } from '../model-shape.ts';
import { chatTemplate } from './chat-template.ts';
import { generationConfig, modelConfig } from './config.ts';
import { tokenizerConfig, tokenizerJson } from './tokenizer-files.ts';

/** The texts of all files of a model's folder but the graph. */
export function folderFiles(shape: ModelShape): Readonly<Record<string, string>> {
  const { vocabularySize, contextLength } = shape;
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    'config.json': json(modelConfig(shape)),
    'generation_config.json': json(generationConfig(shape)),
    'tokenizer.json': JSON.stringify(tokenizerJson(vocabularySize)),
    'tokenizer_config.json': json(tokenizerConfig(vocabularySize, contextLength)),
    'chat_template.jinja': chatTemplate,
  };
}
