import { EntitySchema } from 'typeorm';
import type { Amendment, BidCommitment, Enquiry, Lot, Opening, Tender } from '../domain/procurement/tender.ts';

export const tenderTable = new EntitySchema<Tender>({
  name: 'tender',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'tender_pkey' },
    ocid: { type: 'text' },
    titleAr: { name: 'title_ar', type: 'text' },
    titleEn: { name: 'title_en', type: 'text' },
    mode: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    poolingEndsAt: { name: 'pooling_ends_at', type: 'timestamptz' },
    enquiriesEndAt: { name: 'enquiries_end_at', type: 'timestamptz' },
    biddingEndsAt: { name: 'bidding_ends_at', type: 'timestamptz' },
    standstillSeconds: { name: 'standstill_seconds', type: 'integer' },
    standstillEndsAt: { name: 'standstill_ends_at', type: 'timestamptz', nullable: true },
    nextCheckAt: { name: 'next_check_at', type: 'timestamptz', nullable: true },
    minimumAssociations: { name: 'minimum_associations', type: 'integer' },
    minimumLives: { name: 'minimum_lives', type: 'integer' },
    minimumBids: { name: 'minimum_bids', type: 'integer' },
    coverFrom: { name: 'cover_from', type: 'date' },
    coverTo: { name: 'cover_to', type: 'date' },
    complaintBody: { name: 'complaint_body', type: 'text' },
    criteria: { type: 'jsonb' },
    benefitScheduleId: { name: 'benefit_schedule_id', type: 'text' },
    evaluationScheduleId: { name: 'evaluation_schedule_id', type: 'text', nullable: true },
    cancellationReason: { name: 'cancellation_reason', type: 'text', nullable: true },
  },
  uniques: [{ name: 'tender_ocid', columns: ['ocid'] }],
});

export const lotTable = new EntitySchema<Lot>({
  name: 'lot',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'lot_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    number: { type: 'integer' },
    titleAr: { name: 'title_ar', type: 'text' },
    titleEn: { name: 'title_en', type: 'text' },
    policyClasses: { name: 'policy_classes', type: 'text', array: true },
    regions: { type: 'text', array: true },
    requiredBenefits: { name: 'required_benefits', type: 'jsonb' },
  },
  uniques: [{ name: 'lot_of_tender', columns: ['tenderId', 'number'] }],
});

export const enquiryTable = new EntitySchema<Enquiry>({
  name: 'enquiry',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enquiry_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    question: { type: 'text' },
    askedBy: { name: 'asked_by', type: 'text' },
    askedAt: { name: 'asked_at', type: 'timestamptz' },
    answer: { type: 'text', nullable: true },
    answeredAt: { name: 'answered_at', type: 'timestamptz', nullable: true },
  },
  indices: [{ name: 'enquiry_of_tender', columns: ['tenderId'] }],
});

export const amendmentTable = new EntitySchema<Amendment>({
  name: 'amendment',
  columns: {
    tenderId: { name: 'tender_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'amendment_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'amendment_pkey' },
    note: { type: 'text' },
    biddingEndsAt: { name: 'bidding_ends_at', type: 'timestamptz' },
    at: { type: 'timestamptz' },
  },
});

export const bidCommitmentTable = new EntitySchema<BidCommitment>({
  name: 'bid_commitment',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'bid_commitment_pkey' },
    tenderId: { name: 'tender_id', type: 'uuid' },
    lotId: { name: 'lot_id', type: 'uuid' },
    bidId: { name: 'bid_id', type: 'text' },
    insurerId: { name: 'insurer_id', type: 'text' },
    commitment: { type: 'text' },
    recordedAt: { name: 'recorded_at', type: 'timestamptz' },
    voidedAt: { name: 'voided_at', type: 'timestamptz', nullable: true },
  },
  indices: [
    { name: 'bid_commitment_of_tender', columns: ['tenderId'] },
    // One standing commitment an insurer and lot, however many commands race.
    { name: 'bid_commitment_standing', columns: ['lotId', 'insurerId'], unique: true, where: 'voided_at IS NULL' },
  ],
});

export const openingTable = new EntitySchema<Opening>({
  name: 'opening',
  columns: {
    tenderId: { name: 'tender_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'opening_pkey' },
    requestedBy: { name: 'requested_by', type: 'text' },
    requestedByOrganisation: { name: 'requested_by_organisation', type: 'text', nullable: true },
    requestedAt: { name: 'requested_at', type: 'timestamptz' },
    witnessedBy: { name: 'witnessed_by', type: 'text', nullable: true },
    witnessedByOrganisation: { name: 'witnessed_by_organisation', type: 'text', nullable: true },
    witnessedAt: { name: 'witnessed_at', type: 'timestamptz', nullable: true },
    openedAt: { name: 'opened_at', type: 'timestamptz', nullable: true },
  },
});
