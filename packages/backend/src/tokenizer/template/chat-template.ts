import type { Conversation } from '../../conversation.ts';
import { ModelLoadError } from '../../logits-model.ts';
import { AddedTokens } from '../added-tokens.ts';
import { createVeil, type Veil } from '../veil.ts';
import { adaptConversation } from './adapt-conversation.ts';
import { ChatTemplateError } from './chat-template-error.ts';
import { compileJinja, type JinjaTemplate, TemplateRefusal } from './jinja-template.ts';
import { probeTemplate } from './probe-template.ts';
import { withSoftSwitch } from './soft-switch.ts';
import type { TemplateAbilities } from './template-abilities.ts';
import { templateVariables, type VariablesOptions } from './template-variables.ts';

/** A chat template, and what it was found to make of conversations. */
export class ChatTemplate {
  readonly source: string;
  readonly #jinja: JinjaTemplate;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #abilities = new Map<boolean, TemplateAbilities>();

  /** `variables` are the names such as `bos_token` that it may use. Throws `ModelLoadError` for a source that is no Jinja. */
  constructor(source: string, variables: Readonly<Record<string, unknown>>) {
    this.source = source;
    this.#jinja = compile(source);
    this.#variables = variables;
  }

  /**
   * Writes the text of a prompt, in which what people, tools and the model wrote is still veiled. Throws `ChatTemplateError`
   * when the template refuses the conversation in every form, or has no place for its tools.
   */
  render(conversation: Conversation, veil: Veil): string {
    const hasTools = (conversation.tools?.length ?? 0) > 0;
    const abilities = this.#abilitiesWith(hasTools);
    const text = this.#writeInSomeForm(withSoftSwitch(conversation, this.source), abilities, veil);
    if (hasTools && !abilities.tools) throw new ChatTemplateError('it has no place for tools');
    return text;
  }

  #writeInSomeForm(conversation: Conversation, abilities: TemplateAbilities, veil: Veil): string {
    const refusals: unknown[] = [];
    for (const form of formsFor(abilities)) {
      const options = { needs: form.needs, veil, source: this.source };
      try {
        return this.#write(adaptConversation(conversation, form), options);
      } catch (error) {
        refusals.push(error);
      }
    }
    const [cause] = refusals;
    throw new ChatTemplateError(veil.lift(messageOf(cause)), { cause });
  }

  #write(conversation: Conversation, options: VariablesOptions): string {
    return this.#jinja({ ...this.#variables, ...templateVariables(conversation, options) });
  }

  /** Some templates write conversations with tools quite differently from others. */
  #abilitiesWith(tools: boolean): TemplateAbilities {
    const known = this.#abilities.get(tools);
    if (known) return known;
    const veil = createVeil([], new AddedTokens([]));
    const abilities = probeTemplate(
      (conversation, needs) => this.#write(conversation, { needs, veil, source: this.source }),
      tools,
    );
    this.#abilities.set(tools, abilities);
    return abilities;
  }
}

function compile(source: string): JinjaTemplate {
  try {
    return compileJinja(source);
  } catch (error) {
    const message = `the chat template cannot be compiled: ${messageOf(error)}`;
    throw new ModelLoadError(message, { cause: error });
  }
}

/** The form that fits what the template showed of itself, then gentler ones for what it refuses all the same. */
function* formsFor(native: TemplateAbilities): Generator<TemplateAbilities> {
  yield native;
  const gentle = {
    ...native,
    severalSystem: false,
    laterSystem: false,
    repeats: false,
    textWithCalls: false,
    parallelCalls: false,
    needs: { ...native.needs, descriptions: true },
  };
  yield gentle;
  yield { ...gentle, system: false };
}

function messageOf(error: unknown): string {
  if (error instanceof TemplateRefusal) return error.message;
  return `it fails: ${error instanceof Error ? error.message : String(error)}`;
}
