/** The first pause before another try; each further one is twice as long. */
const FIRST_PAUSE_MS = 500;
const TRIES = 12;

/** Writes to a store. Rejects when the first try does; further tries then go on without anybody waiting for them. */
export async function persist<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (fault) {
    tryAgain(write, 1);
    throw fault;
  }
}

function tryAgain(write: () => Promise<unknown>, tried: number): void {
  if (tried >= TRIES) return;
  const timer = setTimeout(
    () => {
      write().catch(() => tryAgain(write, tried + 1));
    },
    FIRST_PAUSE_MS * 2 ** (tried - 1),
  );
  // A process that ends leaves it to the next one, which finds the job.
  timer.unref();
}
