import * as v from 'valibot';

/** Every id made by the server is a random UUID; the brand keeps one kind from passing for another. */
const id = <B extends string>(brand: B) => v.pipe(v.string(), v.uuid(), v.brand(brand));

export const institutionId = id('InstitutionId');
export const personId = id('PersonId');
export const examId = id('ExamId');
export const sessionId = id('SessionId');
export const warningId = id('WarningId');
export const messageId = id('MessageId');
export const integrationId = id('IntegrationId');
export const bookingId = id('BookingId');
export const groupId = id('GroupId');
export const apiKeyId = id('ApiKeyId');

export type InstitutionId = v.InferOutput<typeof institutionId>;
export type PersonId = v.InferOutput<typeof personId>;
export type ExamId = v.InferOutput<typeof examId>;
export type SessionId = v.InferOutput<typeof sessionId>;
export type WarningId = v.InferOutput<typeof warningId>;
export type MessageId = v.InferOutput<typeof messageId>;
export type IntegrationId = v.InferOutput<typeof integrationId>;
export type BookingId = v.InferOutput<typeof bookingId>;
export type GroupId = v.InferOutput<typeof groupId>;
export type ApiKeyId = v.InferOutput<typeof apiKeyId>;
