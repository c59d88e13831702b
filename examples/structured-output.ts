// Structured output in ten lines with transformers.js; in a browser, name a model of the hub instead of the folder.
import { compileGrammar } from '@antiphon/constraint';
import { grammarProcessor, tokenizerVocabulary } from '@antiphon/constraint/transformers';
import { modelFolder } from '@antiphon/embedded-model';
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  LogitsProcessorList,
  Tensor,
} from '@xenova/transformers';

const model = await AutoModelForCausalLM.from_pretrained(modelFolder, { dtype: 'q8' });
const tokenizer = await AutoTokenizer.from_pretrained(modelFolder);

const schema = {
  type: 'object',
  properties: {
    mood: { enum: ['good', 'bad'] },
    score: { type: 'integer', minimum: 1, maximum: 9 },
  },
  required: ['mood', 'score'],
  additionalProperties: false,
};
const vocabulary = tokenizerVocabulary(tokenizer);
const jsonSchema = { whitespace: { kind: 'compact' } } as const;
const grammar = compileGrammar({ type: 'json_schema', value: schema }, vocabulary, { jsonSchema });

const logits_processor = new LogitsProcessorList();
logits_processor.push(grammarProcessor(grammar));
const prompt = tokenizer('I liked it a lot.');
const output = await model.generate({ ...prompt, logits_processor, max_new_tokens: 60 });
if (output instanceof Tensor) {
  console.log(tokenizer.batch_decode(output, { skip_special_tokens: true })[0]);
}
