import type { TemplateNeeds } from './template-abilities.ts';

/** The content of a message as the template wants it: text, or a list of parts. */
export function contentVariable(text: string, needs: TemplateNeeds): unknown {
  return needs.typedContent ? [{ type: 'text', text }] : text;
}
