import type { RequestContext } from '../execution/request-context.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface Ran {
  readonly type: string;
  readonly operationName: string | null | undefined;
  readonly hasData: boolean;
  /** Codes of its errors. */
  readonly codes: readonly string[];
}

export type RecordOperation = (ran: Ran, context: RequestContext) => void;

/** One line and one count an operation: its name and outcome, never its variables. */
export function createRecord(log: Log, metrics: Metrics): RecordOperation {
  return ({ type, operationName, hasData, codes }, { requestId, principal: { roles }, since }) => {
    const outcome = codes.length === 0 ? 'ok' : hasData ? 'partial' : 'failed';
    const ms = Math.round((performance.now() - since) * 10) / 10;
    codes.forEach((code) => metrics.error(code));
    metrics.operation(type, outcome, ms / 1_000);
    if (!log.isLevelEnabled('info')) return;
    log.info({ requestId, type, operation: operationName?.slice(0, 100), outcome, ms, roles, codes: [...new Set(codes)] }, 'operation');
  };
}
