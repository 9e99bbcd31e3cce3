import type { ServerResponse } from 'node:http';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** An error outside any operation, in the shape of a GraphQL answer so that clients read it as one. */
export function answerError(response: ServerResponse, status: number, code: ErrorCode, locale: Locale, values: ErrorValues = {}): void {
  answerJson(response, status, { errors: [{ message: sentenceOf(code, locale, values), extensions: { code, ...values } }] });
}
