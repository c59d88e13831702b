import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFolder } from '@antiphon/embedded-model';
import type { LogitsModel } from '../../src/logits-model.ts';
import { type OnnxModelOptions, openOnnxModel } from '../../src/onnx/model.ts';
import { createTokenizer } from '../../src/tokenizer/tokenizer-json.ts';

export const embeddedFile = join(modelFolder, 'onnx', 'model_quantized.onnx');

const read = (name: string) => JSON.parse(readFileSync(join(modelFolder, name), 'utf8'));

export const embeddedTokenizer = createTokenizer(read('tokenizer.json'), {
  ...read('tokenizer_config.json'),
  chat_template: readFileSync(join(modelFolder, 'chat_template.jinja'), 'utf8'),
});

export const embeddedInfo: OnnxModelOptions['info'] = {
  id: 'embedded',
  architecture: 'llama',
  vocabularySize: 2048,
  contextLength: 1024,
  dtype: 'q8',
  device: 'cpu',
  endOfTurnIds: new Set([embeddedTokenizer.specialTokens.get('<|im_end|>')!]),
  defaults: {},
};

/** The model that the project ships, as the fast path opens it. */
export function openEmbedded(options: Partial<OnnxModelOptions> = {}): Promise<LogitsModel> {
  return openOnnxModel({
    file: embeddedFile,
    info: embeddedInfo,
    tokenizer: embeddedTokenizer,
    cacheBytes: 64 * 2 ** 20,
    ...options,
  });
}
