import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { ENVELOPE_HEADER, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import { audienceOfInsurer, cutForInsurer } from '../auth/envelope-of-insurer.ts';
import type { EnvelopeSigner } from '../auth/envelope.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inSpan } from '../telemetry/spans.ts';
import { createCircuit } from './circuit-breaker.ts';
import type { Circuit, CircuitSettings } from './circuit-breaker.ts';
import type { Departures } from './departures.ts';
import { ProviderFailure } from './provider-failure.ts';
import type { ProviderTransport } from './provider-transport.ts';
import type { Provider, Providers } from './providers.ts';
import { isQuery } from './retry.ts';
import type { SourceAnswer, SourceCall } from './source.ts';

export interface ProviderCallsSettings {
  readonly providers: Providers;
  readonly transport: ProviderTransport;
  readonly signer: EnvelopeSigner;
  readonly circuit?: Omit<CircuitSettings, 'now' | 'onPhase'>;
  /** Least milliseconds a mutation is waited for: it has been sent, and to stop listening would not undo it. */
  readonly mutationDeadlineMs?: number;
  readonly log: Log;
  readonly metrics?: Metrics;
}

export interface ProviderCalls {
  /**
   * Asks one insurer's own subgraph, when it may be asked now, and lets the answer be read: what cannot be believed counts
   * as failed like what did not come. Throws ProviderFailure.
   */
  ask<Read>(insurerId: string, request: GraphRequest, call: SourceCall, read: (answer: SourceAnswer) => Read): Promise<Read>;
  /** Cuts what is under way. */
  close(): void;
}

/** An insurer's service rests for five seconds when of at least ten calls in ten seconds half have failed. */
const CIRCUIT = { windowMs: 10_000, leastCalls: 10, failureShare: 0.5, restMs: 5_000 };

/** Calls to insurers' own subgraphs: each in its own time, left alone while it fails, cut when its insurer is out. */
export function createProviderCalls(settings: ProviderCallsSettings): ProviderCalls {
  const { providers, transport, signer, log, metrics, mutationDeadlineMs = 10_000 } = settings;
  const circuits = new Map<string, { readonly version: string; readonly circuit: Circuit }>();
  const underWay = new Map<string, Set<AbortController>>();
  const leave = providers.onChange((insurerId) => {
    const standing = providers.of(insurerId);
    if (standing?.kind === 'active') return;
    circuits.delete(insurerId);
    for (const controller of underWay.get(insurerId) ?? []) controller.abort(failureOf(standing?.kind));
  });

  function circuitOf({ insurerId, version }: Provider): Circuit {
    const known = circuits.get(insurerId);
    // Another version may be well where the one before was not.
    if (known?.version === version) return known.circuit;
    const circuit = createCircuit({
      ...CIRCUIT, ...settings.circuit, now: () => performance.now(),
      onPhase: (phase) => {
        metrics?.circuit(labelOf(insurerId), phase);
        log.warn({ insurerId, phase }, 'circuit of an insurer\'s service');
      },
    });
    circuits.set(insurerId, { version, circuit });
    return circuit;
  }

  /** Exactly one of its own time, its caller and its insurer's standing ends a call. */
  function begin({ insurerId, deadlineMs }: Provider, isReading: boolean, caller: Departures | undefined) {
    const controller = new AbortController();
    const calls = underWay.get(insurerId) ?? new Set();
    underWay.set(insurerId, calls.add(controller));
    const milliseconds = isReading ? deadlineMs : Math.max(deadlineMs, mutationDeadlineMs);
    const timer = setTimeout(() => controller.abort(new ProviderFailure('PROVIDER_TOO_SLOW', `no whole answer in ${milliseconds} ms`)), milliseconds);
    const gone = (): void => controller.abort(new ProviderFailure('DEADLINE_EXCEEDED', 'nobody waits for the answer any more'));
    if (caller?.reason) gone();
    const waiting = { leave: gone };
    caller?.add(waiting);
    return {
      signal: controller.signal,
      end() {
        clearTimeout(timer);
        caller?.delete(waiting);
        calls.delete(controller);
        if (calls.size === 0) underWay.delete(insurerId);
      },
    };
  }

  async function send(provider: Provider, request: GraphRequest, call: SourceCall, signal: AbortSignal): Promise<SourceAnswer> {
    const { insurerId } = provider;
    const body = JSON.stringify(request);
    const envelope = cutForInsurer(decodeJwt<Envelope & Record<string, unknown>>(call.envelope), insurerId, signer);
    const sealed = await signer.sealCall(envelope, audienceOfInsurer(insurerId), createHash('sha256').update(body).digest('base64url'));
    if (signal.aborted) throw signal.reason;
    const requestId = signer.pseudonym(insurerId, call.requestId);
    return transport(provider, { body, signal, repeatable: isQuery(request), headers: { [ENVELOPE_HEADER]: sealed, [REQUEST_ID_HEADER]: requestId, 'accept-language': call.locale } });
  }

  return {
    async ask(insurerId, request, call, read) {
      const standing = providers.of(insurerId);
      if (standing?.kind !== 'active') throw failureOf(standing?.kind);
      const permit = circuitOf(standing.provider).ask();
      if (permit === null) throw new ProviderFailure('PROVIDER_RESTING', 'the circuit is open');
      const time = begin(standing.provider, isQuery(request), call.departures);
      const started = performance.now();
      const told = (outcome: 'ok' | 'errors' | 'failed'): void => metrics?.fetch(labelOf(insurerId), outcome, (performance.now() - started) / 1_000);
      try {
        const answer = await inSpan('insurer', { 'wasq.insurer': insurerId }, () => send(standing.provider, request, call, time.signal));
        if (time.signal.aborted) throw time.signal.reason;
        const result = read(answer);
        permit.succeeded();
        told(Array.isArray(answer.errors) && answer.errors.length > 0 ? 'errors' : 'ok');
        return result;
      } catch (error) {
        const failure = failureIn(time.signal.aborted ? time.signal.reason : error);
        if (EXCUSED.has(failure.code)) permit.abandoned();
        else permit.failed();
        told('failed');
        log.warn({ insurerId, requestId: call.requestId, code: failure.code, reason: failure.reason }, 'an insurer\'s service failed');
        throw failure;
      } finally {
        time.end();
      }
    },
    close() {
      leave();
      for (const calls of underWay.values()) for (const controller of calls) controller.abort(new ProviderFailure('DEADLINE_EXCEEDED', 'the gateway closes'));
    },
  };
}

/** Says nothing of how well the service is. */
const EXCUSED: ReadonlySet<string> = new Set(['PROVIDER_WITHDRAWN', 'PROVIDER_PAUSED', 'DEADLINE_EXCEEDED']);

/** An insurer whose service is unknown meanwhile has taken it out. */
function failureOf(kind: 'paused' | 'withdrawn' | 'active' | undefined): ProviderFailure {
  return kind === 'paused' ? new ProviderFailure('PROVIDER_PAUSED', 'paused') : new ProviderFailure('PROVIDER_WITHDRAWN', 'withdrawn');
}

function failureIn(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  return new ProviderFailure('PROVIDER_ANSWER_INVALID', error instanceof Error ? error.name : 'unknown');
}

function labelOf(insurerId: string): string {
  return `insurer:${insurerId}`;
}
