import { componentSchemas, type JsonSchema, reference } from './components.ts';
import { exampleError, exampleStream } from './examples.ts';
import { type Operation, operations, type Tag } from './operations.ts';

/** A document of OpenAPI 3.1, as far as this package writes one. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: Tag; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
}

/** Describes every route of the API, from the schemas that requests are checked against. `url` is where the API is served. */
export function openApiDocument({ url = '/' }: { readonly url?: string } = {}): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Responses API',
      version: '2026-04-24',
      description:
        'Open Responses of 2026-04-24, the Responses API of OpenAI, and extensions of sampling.',
    },
    servers: [{ url }],
    security: [{ bearer: [] }, {}],
    tags: [
      { name: 'responses', description: 'What a model says to an input.' },
      { name: 'conversations', description: 'Items that responses read and add to.' },
      { name: 'models', description: 'What can answer.' },
    ],
    paths: paths(),
    components: {
      schemas: componentSchemas(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function paths(): OpenApiDocument['paths'] {
  const byPath: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    byPath[path] = { ...byPath[path], [method]: describe(operation) };
  }
  return byPath;
}

function describe(operation: Operation): JsonSchema {
  const { id, tag, summary, parameters = [], body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: body.isOptional !== true,
        content: { 'application/json': { schema: reference(body.schema) } },
      },
    }),
    responses: {
      ...success(operation),
      default: {
        description: 'What went wrong, and where.',
        content: json('ErrorBody', exampleError),
      },
    },
  };
}

function success({ answer, canStream, isWebSocket }: Operation): JsonSchema {
  if (isWebSocket) return { 101: { description: 'The connection is a WebSocket from here on.' } };
  const stream = { schema: reference('ResponseEvent'), example: exampleStream };
  const content = {
    ...json(answer.schema, answer.example),
    ...(canStream && { 'text/event-stream': stream }),
  };
  const description = canStream
    ? 'The answer. In a stream the `data` of each event is one ResponseEvent, and the last one is `[DONE]`.'
    : 'The answer.';
  return { 200: { description, content } };
}

function json(schema: Parameters<typeof reference>[0], example: unknown): JsonSchema {
  return {
    'application/json': {
      schema: reference(schema),
      ...(example !== undefined && { example }),
    },
  };
}
