import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

/** JSON lines. What could name a person, or let one in, is taken out wherever it stands in a record. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', 'cookie', 'token', 'variables', 'headers'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A message of unknown origin for the log: every run of digits that could be an identity, a phone or an account is hidden. */
export function withoutIdentifiers(text: string): string {
  return text.replace(/[\d\u0660-\u0669]{5,}/g, '#').replace(/[^\s@"'<>]+@[^\s@"'<>]+/g, '#').slice(0, 2_000);
}
