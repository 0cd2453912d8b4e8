import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { type Access, type Route, type RouteName, routes } from '../../protocol/api.ts';
import { errorCodes } from '../../protocol/errors.ts';

type Json = Record<string, unknown>;
export interface Operation {
  name: RouteName;
  route: Route;
  summary: string;
}

/** Who has a key: what students' machines call is the extension's alone. */
const documented: readonly Access[] = ['public', 'signed-in', 'proctor', 'admin'];

/** What a key of the API may call, in the table's order. */
export const operations = (): Operation[] =>
  (Object.entries(routes) as [RouteName, Route][])
    .filter(([, { access }]) => documented.includes(access))
    .map(([name, route]) => ({ name, route, summary: route.summary ?? spelledOut(name) }));

/** The API as OpenAPI 3.1, made from the very table by which it is served. */
export function openApi(origin: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations()) {
    const path = operation.route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.route.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Examus', version: '1', description: 'Times are milliseconds since 1970.' },
    servers: [{ url: origin }],
    security: [{ key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key from the console' } },
      schemas: { Error: errorSchema },
    },
    paths,
  };
}

function describe({ name, route, summary }: Operation): Json {
  const { params, query, body, reply, access } = route;
  return {
    operationId: name,
    summary,
    tags: [access],
    ...(access === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body, 'input') } }),
    responses: {
      200: { description: 'Done', content: contentOf(reply, 'output') },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function parametersOf(place: 'path' | 'query', schema: GenericSchema | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }));
}

const contentOf = (schema: GenericSchema | 'bytes', typeMode: 'input' | 'output'): Json =>
  schema === 'bytes'
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(schema, typeMode) } };

/** What JSON Schema cannot say (own checks, trimming) falls away; the server holds to it all the same. */
export function schemaOf(schema: GenericSchema, typeMode: 'input' | 'output'): Json {
  const { $schema: _draft, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode });
  return rest;
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { enum: errorCodes }, message: { type: 'string' }, details: {} },
    },
  },
};

/** `consoleSessions` → `Console sessions`. */
const spelledOut = (name: string): string =>
  (name[0]!.toUpperCase() + name.slice(1)).replace(/[A-Z]/g, (letter, at: number) =>
    at === 0 ? letter : ` ${letter.toLowerCase()}`,
  );
