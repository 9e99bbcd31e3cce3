import { runCommand } from '../../kit/command.ts';
import { Refused } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { ownContext } from '../context.ts';
import type { RegulationServices } from '../context.ts';
import { SEVERITIES } from '../domain/compliance/severity.ts';
import { INSPECTION_LIFE } from '../domain/inspection-life.ts';
import type { InspectionOwner } from '../domain/inspection-life.ts';
import { moveInspection, overdueInspections, severeFindings } from '../store/inspection/inspections.ts';
import type { SevereFinding } from '../store/inspection/inspections.ts';
import { openInspection } from '../store/inspection/open-inspection.ts';

export const WATCH_INSPECTIONS = 'watch-inspections';

export const WATCH_INSPECTIONS_AT = '* * * * *';

/** Opens a case for every open finding of the worst severity, and escalates what was not answered in time. Safe to run twice and at once. */
export async function runWatchInspections(services: RegulationServices): Promise<void> {
  const { manager } = services.database;
  const now = services.now();
  const context = ownContext(services, WATCH_INSPECTIONS);
  for (const finding of await severeFindings(manager, SEVERITIES.indexOf('CRITICAL'))) {
    await runCommand(context, 'timer:OPEN_INSPECTION', { idempotencyKey: `${finding.id}:${now.toISOString()}` }, {
      decide: async (tx) => ({ inspectionId: await openInspection(tx, now, { ...ownerOf(finding), findingId: finding.id, title: finding.rule, severity: finding.severity }, finding.rule) }),
    });
  }
  for (const row of await overdueInspections(manager, now)) {
    await runCommand(context, 'timer:ESCALATE', { idempotencyKey: `${row.id}:${row.version}` }, {
      decide: async (tx) => {
        const step = takeStep(INSPECTION_LIFE, row.state, 'ESCALATE', ['timer'], { text: null, assignee: null, ofOwner: false, overdue: row.dueAt <= now });
        if ('refusal' in step) throw new Refused(step.refusal);
        await moveInspection(tx.manager, row, { state: step.to });
        tx.audit({ entity: 'InspectionCase', entityId: row.id, action: 'ESCALATE', from: row.state, to: step.to });
        return { inspectionId: row.id };
      },
    });
  }
}

/** The sector that must answer: the one the finding is owned by; what is nobody's else is the regulator's own. */
function ownerOf({ ownerSector, associationId, insurerId }: SevereFinding): { readonly owner: InspectionOwner; readonly organisation: string | null } {
  if (ownerSector === 'INSURER' && insurerId !== null) return { owner: 'INSURERS', organisation: insurerId };
  if (ownerSector === 'ASSOCIATION' && associationId !== null) return { owner: 'ASSOCIATIONS', organisation: associationId };
  return { owner: 'REGULATION', organisation: null };
}
