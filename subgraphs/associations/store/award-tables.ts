import { EntitySchema } from 'typeorm';
import type { Award, AwardShare, BidEvaluation, CallOff, FrameworkAgreement } from '../domain/procurement/award.ts';
import { HALALAS } from './halalas-column.ts';

export const bidEvaluationTable = new EntitySchema<BidEvaluation>({
  name: 'bid_evaluation',
  columns: {
    tenderId: { name: 'tender_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'bid_evaluation_pkey' },
    bidId: { name: 'bid_id', type: 'text', primary: true, primaryKeyConstraintName: 'bid_evaluation_pkey' },
    lotId: { name: 'lot_id', type: 'uuid' },
    insurerId: { name: 'insurer_id', type: 'text' },
    sealedAt: { name: 'sealed_at', type: 'timestamptz' },
    qualified: { type: 'boolean', nullable: true },
    reasons: { type: 'jsonb' },
    listBill: { name: 'list_bill', type: 'bigint', nullable: true, transformer: HALALAS },
    abnormallyLow: { name: 'abnormally_low', type: 'boolean' },
    benefitDelta: { name: 'benefit_delta', type: 'jsonb' },
    quality: { type: 'jsonb' },
    terms: { type: 'jsonb', nullable: true },
    accreditationFact: { name: 'accreditation_fact', type: 'jsonb', nullable: true },
    scores: { type: 'jsonb' },
    total: { type: 'integer', nullable: true },
    rank: { type: 'integer', nullable: true },
  },
  indices: [{ name: 'bid_evaluation_of_lot', columns: ['lotId'] }],
});

export const awardTable = new EntitySchema<Award>({
  name: 'award',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'award_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    lotId: { name: 'lot_id', type: 'uuid' },
    insurerId: { name: 'insurer_id', type: 'text' },
    bidId: { name: 'bid_id', type: 'text' },
    amount: { type: 'bigint', transformer: HALALAS },
    state: { type: 'text' },
    version: { type: 'integer' },
    standstillEndsAt: { name: 'standstill_ends_at', type: 'timestamptz', nullable: true },
    savings: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'award_of_tender', columns: ['tenderId'] },
    { name: 'award_of_lot', columns: ['lotId'], unique: true, where: "state IN ('PENDING', 'ACTIVE')" },
    { name: 'award_by_lot', columns: ['lotId', 'id'] },
  ],
});

export const awardShareTable = new EntitySchema<AwardShare>({
  name: 'award_share',
  columns: {
    awardId: { name: 'award_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'award_share_pkey' },
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'award_share_pkey' },
    lives: { type: 'integer' },
    listBill: { name: 'list_bill', type: 'bigint', transformer: HALALAS },
    communityCharge: { name: 'community_charge', type: 'bigint', transformer: HALALAS },
    transfer: { type: 'bigint', transformer: HALALAS },
    standAlone: { name: 'stand_alone', type: 'bigint', nullable: true, transformer: HALALAS },
  },
});

export const frameworkAgreementTable = new EntitySchema<FrameworkAgreement>({
  name: 'framework_agreement',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'framework_agreement_pkey' },
    awardId: { name: 'award_id', type: 'uuid' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    lotId: { name: 'lot_id', type: 'uuid' },
    insurerId: { name: 'insurer_id', type: 'text' },
    bidId: { name: 'bid_id', type: 'text' },
    validFrom: { name: 'valid_from', type: 'date' },
    validTo: { name: 'valid_to', type: 'date' },
    signedByCouncil: { name: 'signed_by_council', type: 'text', nullable: true },
    signedByCouncilAt: { name: 'signed_by_council_at', type: 'timestamptz', nullable: true },
    signedByInsurer: { name: 'signed_by_insurer', type: 'text', nullable: true },
    signedByInsurerAt: { name: 'signed_by_insurer_at', type: 'timestamptz', nullable: true },
  },
  uniques: [{ name: 'framework_agreement_of_award', columns: ['awardId'] }],
  indices: [{ name: 'framework_agreement_of_tender', columns: ['tenderId'] }],
});

export const callOffTable = new EntitySchema<CallOff>({
  name: 'call_off',
  columns: {
    associationId: { name: 'association_id', type: 'uuid' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'call_off_pkey' },
    frameworkAgreementId: { name: 'framework_agreement_id', type: 'uuid' },
    insurerId: { name: 'insurer_id', type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    inceptionDate: { name: 'inception_date', type: 'date' },
    expiryDate: { name: 'expiry_date', type: 'date' },
    policyId: { name: 'policy_id', type: 'text', nullable: true },
    problem: { type: 'jsonb', nullable: true },
    orderedAt: { name: 'ordered_at', type: 'timestamptz' },
  },
  indices: [
    { name: 'call_off_association', columns: ['associationId', 'id'] },
    // One policy an association and agreement; a refused order may be given anew.
    { name: 'call_off_standing', columns: ['frameworkAgreementId', 'associationId'], unique: true, where: "state <> 'REFUSED'" },
  ],
});
