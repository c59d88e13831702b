import {
  BusyError,
  ChatTemplateError,
  ConstraintRefusedError,
  ContextLengthError,
  ModelFaultError,
  ModelLoadError,
} from '@antiphon/backend';

/** An error as it goes from thread to thread, where classes are lost. */
export interface WrittenFault {
  readonly name: string;
  readonly message: string;
  /** What the class adds to a plain error. */
  readonly details: Readonly<Record<string, unknown>>;
}

export function writeFault(fault: unknown): WrittenFault {
  if (!(fault instanceof Error)) return { name: 'Error', message: String(fault), details: {} };
  const details = Object.fromEntries(
    Object.entries(fault).filter(([key]) => key !== 'name' && key !== 'cause'),
  );
  return { name: fault.name, message: fault.message, details };
}

/** The error again, of its own class where callers tell it from others; a plain one otherwise. */
export function readFault({ name, message, details }: WrittenFault): Error {
  const fault = Object.setPrototypeOf(new Error(message), prototypeOf(name));
  Object.defineProperty(fault, 'name', { value: name, configurable: true });
  return Object.assign(fault, details);
}

const classes = {
  BusyError,
  ChatTemplateError,
  ConstraintRefusedError,
  ContextLengthError,
  ModelFaultError,
  ModelLoadError,
};

function prototypeOf(name: string): object {
  const known = Object.entries(classes).find(([candidate]) => candidate === name);
  return (known?.[1] ?? Error).prototype;
}
