import type { EntityManager } from 'typeorm';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { createLoader, createManyLoader } from '../../../kit/loader.ts';
import { createPageLoader } from '../../../kit/page-loader.ts';
import { billingSight } from '../../domain/billing/billing-sight.ts';
import { pagesOfCreditNotes, visibleCreditNotes } from './credit-notes.ts';
import { pagesOfInvoices, pagesOfOwedInvoices, visibleInvoices } from './invoice-pages.ts';
import { linesOfDocuments } from './invoices.ts';
import { allocationsOf, pagesOfPayments, visiblePayments } from './payments.ts';
import { pagesOfOpenCases, visibleSuspenseCases } from './suspense-cases.ts';

/** What a request reads of billing, batched. */
export function createBillingLoaders(manager: EntityManager, principal: Principal) {
  const sight = billingSight(principal);
  return {
    invoice: createLoader((ids) => visibleInvoices(manager, sight, ids), (row) => row.id),
    invoicesOfPolicy: createPageLoader((ids, page) => pagesOfInvoices(manager, sight, 'policy_id', ids, page)),
    invoicesOfAssociation: createPageLoader((ids, page) => pagesOfInvoices(manager, sight, 'association_id', ids, page)),
    invoicesOwedBy: createPageLoader((ids, page) => pagesOfOwedInvoices(manager, sight, 'association_id', ids, page)),
    invoicesOwedTo: createPageLoader((ids, page) => pagesOfOwedInvoices(manager, sight, 'insurer_id', ids, page)),
    billingLines: createManyLoader((ids) => linesOfDocuments(manager, ids), (row) => row.documentId),
    creditNote: createLoader((ids) => visibleCreditNotes(manager, sight, ids), (row) => row.id),
    creditNotesOfPolicy: createPageLoader((ids, page) => pagesOfCreditNotes(manager, sight, ids, page)),
    payment: createLoader((ids) => visiblePayments(manager, sight, ids), (row) => row.id),
    paymentsBy: createPageLoader((ids, page) => pagesOfPayments(manager, sight, 'association_id', ids, page)),
    paymentsTo: createPageLoader((ids, page) => pagesOfPayments(manager, sight, 'insurer_id', ids, page)),
    allocationsOfPayment: createManyLoader((ids) => allocationsOf(manager, 'payment_id', ids), (row) => row.paymentId),
    allocationsOfInvoice: createManyLoader((ids) => allocationsOf(manager, 'invoice_id', ids), (row) => row.invoiceId),
    suspenseCase: createLoader((ids) => visibleSuspenseCases(manager, sight, ids), (row) => row.id),
    suspenseCasesOf: createPageLoader((ids, page) => pagesOfOpenCases(manager, sight, ids, page)),
  };
}
