import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCircuit } from '../../../gateway/execution/circuit-breaker.ts';
import type { CircuitPhase, Leave } from '../../../gateway/execution/circuit-breaker.ts';

const SETTINGS = { windowMs: 1_000, leastCalls: 4, failureShare: 0.5, restMs: 500 };

function circuitAt(start = 0) {
  let time = start;
  const phases: CircuitPhase[] = [];
  const circuit = createCircuit({ ...SETTINGS, now: () => time, onPhase: (phase) => { phases.push(phase); } });
  const call = (outcome: keyof Leave): boolean => {
    const leave = circuit.ask();
    leave?.[outcome]();
    return leave !== null;
  };
  return { circuit, phases, call, wait: (milliseconds: number) => { time += milliseconds; } };
}

describe('a circuit', () => {
  it('opens when half of enough calls have failed, and not before', () => {
    const { circuit, call } = circuitAt();
    call('succeeded');
    call('succeeded');
    call('failed');
    expect(circuit.phase).toBe('closed');
    call('failed');
    expect(circuit.phase).toBe('open');
    expect(circuit.ask()).toBeNull();
  });

  it('does not open by a few failures, nor by failures among many answers', () => {
    const { circuit, call } = circuitAt();
    for (const outcome of ['failed', 'failed', 'failed'] as const) call(outcome);
    expect(circuit.phase).toBe('closed');
    const other = circuitAt();
    for (let n = 0; n < 60; n += 1) other.call(n % 3 === 2 ? 'failed' : 'succeeded');
    expect(other.circuit.phase).toBe('closed');
  });

  it('forgets what was before its window', () => {
    const { circuit, call, wait } = circuitAt();
    for (const outcome of ['failed', 'failed', 'failed'] as const) call(outcome);
    wait(1_001);
    call('failed');
    expect(circuit.phase).toBe('closed');
  });

  it('tries one call after its rest, and closes when that is answered', () => {
    const { circuit, phases, call, wait } = circuitAt();
    for (let n = 0; n < 4; n += 1) call('failed');
    wait(499);
    expect(circuit.ask()).toBeNull();
    wait(1);
    const probe = circuit.ask();
    expect(circuit.ask()).toBeNull();
    probe?.succeeded();
    expect(circuit.ask()).not.toBeNull();
    expect(phases).toEqual(['open', 'half-open', 'closed']);
  });

  it('rests again when the one call fails, and tries another when nobody waited for it', () => {
    const { circuit, phases, call, wait } = circuitAt();
    for (let n = 0; n < 4; n += 1) call('failed');
    wait(500);
    call('abandoned');
    expect(circuit.phase).toBe('half-open');
    call('failed');
    expect(circuit.ask()).toBeNull();
    wait(500);
    call('succeeded');
    expect(phases).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('does not listen to calls that began in an earlier phase', () => {
    const { circuit, call, wait } = circuitAt();
    const slow = [circuit.ask(), circuit.ask()];
    for (let n = 0; n < 4; n += 1) call('failed');
    wait(500);
    circuit.ask();
    slow[0]?.succeeded();
    expect(circuit.phase).toBe('half-open');
    slow[1]?.failed();
    expect(circuit.phase).toBe('half-open');
  });

  it('never says more than its rules: closed lets all through, open none before its rest, half-open one at a time', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('ask' as const) }),
      fc.record({ kind: fc.constant('tell' as const), which: fc.nat(20), outcome: fc.constantFrom('succeeded' as const, 'failed' as const, 'abandoned' as const) }),
      fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.nat(700) }),
    );
    fc.assert(fc.property(fc.nat(1_000_000), fc.array(step, { maxLength: 200 }), (start, steps) => {
      const { circuit, phases, wait } = circuitAt(start);
      const leaves: { leave: Leave; era: number }[] = [];
      let sinceOpened = 0;
      let opened = 0;
      for (const each of steps) {
        const before = circuit.phase;
        if (each.kind === 'wait') {
          wait(each.milliseconds);
          sinceOpened += each.milliseconds;
        } else if (each.kind === 'tell') {
          const [told] = leaves.splice(each.which % Math.max(1, leaves.length), 1);
          told?.leave[each.outcome]();
        } else {
          const probing = leaves.some(({ era }) => era === phases.length);
          const leave = circuit.ask();
          if (before === 'closed') expect(leave).not.toBeNull();
          if (before === 'open') expect(leave !== null).toBe(sinceOpened >= SETTINGS.restMs);
          if (before === 'half-open') expect(leave !== null).toBe(!probing);
          if (leave) leaves.push({ leave, era: phases.length });
        }
        const times = phases.filter((phase) => phase === 'open').length;
        if (times > opened) sinceOpened = 0;
        opened = times;
      }
      const allowed = { closed: ['open'], open: ['half-open'], 'half-open': ['closed', 'open'] };
      phases.forEach((phase, index) => expect(allowed[phases[index - 1] ?? 'closed']).toContain(phase));
    }));
  });
});
