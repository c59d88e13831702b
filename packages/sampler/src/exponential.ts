/*
 * exp(-x) for x >= 0 without a call into the runtime: x is measured in steps of ln 2 / 1024, so that
 * its whole part n gives 2^(-n / 1024) from two small tables and the rest z < ln 2 / 1024 a cubic
 * (Tang 1989). Cutting the series off costs less than z^4 / 24, 1e-14 of the value.
 */
const stepsPerOctave = 1024;
const octaves = 1000;
const unitsPerStep = Math.LN2 / stepsPerOctave;
const fractions = Float64Array.from({ length: stepsPerOctave }, (_, n) => 2 ** (-n / 1024));
const powers = Float64Array.from({ length: octaves }, (_, n) => 2 ** -n);

/** How many steps make a factor of e. */
export const stepsPerUnit = stepsPerOctave / Math.LN2;

/** exp(-steps / stepsPerUnit) for steps >= 0; what would be below 2^-1000 is 0. */
export function expOfSteps(steps: number): number {
  if (!(steps < stepsPerOctave * octaves)) return 0;
  const whole = steps | 0;
  const z = (whole - steps) * unitsPerStep;
  const series = 1 + z * (1 + z * (0.5 + z * (1 / 6)));
  return fractions[whole & 1023]! * powers[whole >>> 10]! * series;
}
