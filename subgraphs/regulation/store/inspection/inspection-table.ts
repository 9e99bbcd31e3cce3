import { EntitySchema } from 'typeorm';
import type { InspectionOwner, InspectionState } from '../../domain/inspection-life.ts';

export interface InspectionRow {
  readonly id: string;
  readonly owner: InspectionOwner;
  /** Association or insurer; null for the regulation house itself. */
  readonly organisation: string | null;
  /** Finding it follows; null for one that was opened for another reason. */
  readonly findingId: string | null;
  readonly title: string;
  /** Place in SEVERITIES. */
  readonly severity: number;
  readonly state: InspectionState;
  readonly assignee: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
}

export interface InspectionNoteRow {
  readonly id: string;
  readonly inspectionId: string;
  readonly at: Date;
  readonly by: string;
  readonly text: string;
  /** False for what inspectors tell each other. */
  readonly shared: boolean;
}

export const INSPECTION_TABLE = new EntitySchema<InspectionRow>({
  name: 'inspection',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'inspection_pkey' },
    owner: { type: 'text' },
    organisation: { type: 'text', nullable: true },
    findingId: { name: 'finding_id', type: 'uuid', nullable: true },
    title: { type: 'text' },
    severity: { type: 'smallint' },
    state: { type: 'text' },
    assignee: { type: 'text', nullable: true },
    openedAt: { name: 'opened_at', type: 'timestamptz' },
    dueAt: { name: 'due_at', type: 'timestamptz' },
    answer: { type: 'text', nullable: true },
    answeredAt: { name: 'answered_at', type: 'timestamptz', nullable: true },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
    version: { type: 'integer' },
  },
  indices: [
    { name: 'inspection_of_owner', columns: ['owner', 'organisation', 'id'] },
    { name: 'inspection_of_others', columns: ['organisation', 'id'], where: "owner <> 'ASSOCIATIONS'" },
    { name: 'inspection_on_finding', columns: ['findingId'] },
    { name: 'inspection_by_due', columns: ['dueAt', 'id'] },
    { name: 'inspection_of_finding', columns: ['findingId'], unique: true, where: "state <> 'CLOSED'" },
  ],
});

export const INSPECTION_NOTE_TABLE = new EntitySchema<InspectionNoteRow>({
  name: 'inspection_note',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'inspection_note_pkey' },
    inspectionId: { name: 'inspection_id', type: 'uuid' },
    at: { type: 'timestamptz' },
    by: { type: 'text' },
    text: { type: 'text' },
    shared: { type: 'boolean' },
  },
  indices: [{ name: 'inspection_note_of_case', columns: ['inspectionId', 'id'] }],
});
