import { pino } from 'pino';
import type { Logger } from 'pino';

/** JSON lines on standard output. Callers log ids, codes and counts; variables and rows never. */
export function createLog(name: string, level = 'info'): Logger {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime });
}
