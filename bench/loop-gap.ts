/** Runs the work and tells the longest time in ms that this thread's event loop was kept from anything else. */
export async function longestLoopGap(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    next = setImmediate(beat);
  };
  let next = setImmediate(beat);
  await work();
  clearImmediate(next);
  return longest;
}
