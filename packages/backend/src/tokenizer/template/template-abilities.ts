/** What a chat template makes of the parts of a conversation. */
export interface TemplateAbilities {
  /** It writes the system message. */
  readonly system: boolean;
  /** It writes each of several system messages at the start. */
  readonly severalSystem: boolean;
  /** It writes system messages that come after others. */
  readonly laterSystem: boolean;
  /** Two messages of one role may follow each other. */
  readonly repeats: boolean;
  /** It writes the definitions of tools. */
  readonly tools: boolean;
  /** It writes what an assistant message says beside its calls. */
  readonly textWithCalls: boolean;
  /** It writes every call of a message. */
  readonly parallelCalls: boolean;
  /** It writes tool messages. */
  readonly results: boolean;
  /** It writes documents. */
  readonly documents: boolean;
  readonly needs: TemplateNeeds;
}

/** The form in which a chat template wants the values that it reads. */
export interface TemplateNeeds {
  /** Contents as lists of parts. */
  readonly typedContent: boolean;
  /** Calls within the text. */
  readonly textCalls: boolean;
  /** Arguments as JSON text. */
  readonly textArguments: boolean;
  /** Call ids of nine letters and digits. */
  readonly shortIds: boolean;
  /** Text, if empty, where an assistant message has only calls. */
  readonly emptyContent: boolean;
  /** An empty list where there are no tools. */
  readonly emptyTools: boolean;
  /** A description for each tool and each parameter. */
  readonly descriptions: boolean;
}
