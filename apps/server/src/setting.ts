/** An environment variable has a value that cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** An integer within bounds. Throws `ConfigError`. */
export function readInteger(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `between ${least} and ${most}`;
  throw new ConfigError(`${name} must be an integer ${range}, got ${text}`);
}

/** 1 or true, 0 or false. Throws `ConfigError`. */
export function readSwitch(name: string, text: string): boolean {
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  throw new ConfigError(`${name} must be 1 or 0, got ${text}`);
}

/** One of the choices. Throws `ConfigError`. */
export function readChoice<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new ConfigError(`${name} must be ${choices.join(' or ')}, got ${text}`);
}
