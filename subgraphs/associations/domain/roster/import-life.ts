import { always, defineLife } from '../../../kit/transitions.ts';

export type RosterImportState = 'AWAITING_UPLOAD' | 'RECEIVING' | 'COMPLETE' | 'INTERRUPTED' | 'REFUSED' | 'EXPIRED';
export type RosterImportStep = 'RECEIVE' | 'COMPLETE' | 'INTERRUPT' | 'REFUSE' | 'EXPIRE';

/** The life of a roster file on its way in. An address is good for one file: nothing leads back to AWAITING_UPLOAD. */
export const IMPORT_LIFE = defineLife<RosterImportState, RosterImportStep, undefined>({
  name: 'roster import',
  initial: 'AWAITING_UPLOAD',
  states: ['AWAITING_UPLOAD', 'RECEIVING', 'COMPLETE', 'INTERRUPTED', 'REFUSED', 'EXPIRED'],
  final: ['COMPLETE', 'INTERRUPTED', 'REFUSED', 'EXPIRED'],
  transitions: [
    { action: 'RECEIVE', from: ['AWAITING_UPLOAD'], to: 'RECEIVING', actors: ['association_officer'], guard: always },
    { action: 'COMPLETE', from: ['RECEIVING'], to: 'COMPLETE', actors: ['timer'], guard: always },
    { action: 'INTERRUPT', from: ['RECEIVING'], to: 'INTERRUPTED', actors: ['timer'], guard: always },
    { action: 'REFUSE', from: ['RECEIVING'], to: 'REFUSED', actors: ['timer'], guard: always },
    { action: 'EXPIRE', from: ['AWAITING_UPLOAD'], to: 'EXPIRED', actors: ['timer'], guard: always },
  ],
});
