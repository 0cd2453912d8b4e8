import * as v from 'valibot';

/** Every way a request can be refused, with its HTTP status. Clients switch on the code, never on the text. */
export const errorStatus = {
  bad_request: 400,
  wrong_hash: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  token_expired: 401,
  forbidden: 403,
  consent_missing: 403,
  not_found: 404,
  wrong_phase: 409,
  conflict: 409,
  not_open_yet: 409,
  exam_over: 409,
  too_large: 413,
  unsupported_media: 415,
  update_required: 426,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export const errorCodes = Object.keys(errorStatus) as ErrorCode[];

/** The one shape of an error on the wire, HTTP and live socket alike. */
export const wireError = v.object({
  error: v.object({
    code: v.picklist(errorCodes),
    message: v.string(),
    details: v.optional(v.unknown()),
  }),
});
export type WireError = v.InferOutput<typeof wireError>;

/** A refusal that has a known reason. Thrown on the server, rebuilt from the wire on the client. */
export class ExamusError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  constructor(code: ErrorCode, message: string, details?: unknown, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExamusError';
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return errorStatus[this.code];
  }
  toWire(): WireError {
    const { code, message, details } = this;
    return { error: details === undefined ? { code, message } : { code, message, details } };
  }
}
