/** Gives an empty description to a tool and to each of its parameters that has none: some templates fail without. */
export function describeTool(tool: {
  name: string;
  description?: string;
  parameters: unknown;
}): object {
  const { name, description = '', parameters } = tool;
  return { name, description, parameters: describeProperties(parameters) };
}

function describeProperties(schema: unknown): unknown {
  if (!isObject(schema) || !isObject(schema.properties)) return schema;
  const properties = Object.entries(schema.properties).map(([name, property]) => [
    name,
    isObject(property) ? { description: '', ...describeNested(property) } : property,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

function describeNested(schema: Record<string, unknown>): Record<string, unknown> {
  const described = describeProperties(schema);
  return isObject(described) ? described : schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
