/** What a model is asked to continue, in the words that chat templates use. */
export interface Conversation {
  readonly messages: readonly Message[];
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}
