import { type Static, Type } from 'typebox';
import { InputContent } from '../content/input-content.ts';
import { OutputContent } from '../content/output-content.ts';
import { ItemStatus, replayed } from './item-status.ts';

/** Whether the model was still at work when it said this, or gave its answer. */
export const MessagePhase = Type.Enum(['commentary', 'final_answer']);
export type MessagePhase = Static<typeof MessagePhase>;

const toModel = {
  type: Type.Literal('message'),
  role: Type.Enum(['user', 'system', 'developer']),
  content: Type.Array(InputContent),
};

const ofModel = {
  type: Type.Literal('message'),
  role: Type.Literal('assistant'),
  content: Type.Array(OutputContent),
  phase: Type.Optional(MessagePhase),
};

/** A message to the model as it arrives, once `parse` has made its content a list. */
export const UserMessageParam = Type.Object({ ...toModel, ...replayed });
export type UserMessageParam = Static<typeof UserMessageParam>;

/** A message of the model that the client sends back. */
export const AssistantMessageParam = Type.Object({ ...ofModel, ...replayed });
export type AssistantMessageParam = Static<typeof AssistantMessageParam>;

const kept = { id: Type.String(), status: ItemStatus };

/** A message to the model, as it is kept. */
export const InputMessage = Type.Object({ ...toModel, ...kept });
export type InputMessage = Static<typeof InputMessage>;

/** A message of the model. */
export const OutputMessage = Type.Object({ ...ofModel, ...kept });
export type OutputMessage = Static<typeof OutputMessage>;
