import { describe, expect, it } from '@jest/globals';
import { missingEmployee } from '../../../../../subgraphs/associations/domain/roster/missing-employee.ts';
import { aContext, CHILD_CELLS, EMPLOYEE_CELLS, faultsOf } from './roster-words.ts';

const OTHER_ID = '1101798278';

describe('the same person twice', () => {
  it('is a duplicate of the first good line', () => {
    const context = aContext();
    expect(faultsOf(EMPLOYEE_CELLS, context, 2)).toEqual([]);
    expect(faultsOf(EMPLOYEE_CELLS, context, 3)).toEqual(['national_id ROSTER_DUPLICATE']);
    expect(faultsOf(EMPLOYEE_CELLS, context, 4)).toEqual(['national_id ROSTER_DUPLICATE']);
  });

  it('is no duplicate of a line that was rejected', () => {
    const context = aContext();
    expect(faultsOf({ ...EMPLOYEE_CELLS, region: 'x' }, context, 2)).toHaveLength(1);
    expect(faultsOf(EMPLOYEE_CELLS, context, 3)).toEqual([]);
    expect(faultsOf(EMPLOYEE_CELLS, context, 4)).toEqual(['national_id ROSTER_DUPLICATE']);
  });

  it('under two subscribers is said to be that', () => {
    const context = aContext();
    expect(faultsOf(CHILD_CELLS, context, 2)).toEqual([]);
    expect(faultsOf({ ...CHILD_CELLS, subscriber_national_id: OTHER_ID }, context, 3)).toEqual([
      'subscriber_national_id ROSTER_TWO_SUBSCRIBERS',
    ]);
  });

  it('as an employee and as somebody\'s dependent is two subscribers', () => {
    const context = aContext();
    expect(faultsOf({ ...EMPLOYEE_CELLS, national_id: CHILD_CELLS.national_id }, context, 2)).toEqual([]);
    expect(faultsOf(CHILD_CELLS, context, 3)).toEqual(['subscriber_national_id ROSTER_TWO_SUBSCRIBERS']);
  });
});

describe('the link of a dependent to the employee', () => {
  const employee = EMPLOYEE_CELLS.national_id;

  it('holds in either order', () => {
    for (const family of [[EMPLOYEE_CELLS, CHILD_CELLS], [CHILD_CELLS, EMPLOYEE_CELLS]]) {
      const context = aContext();
      family.forEach((cells, at) => expect(faultsOf(cells, context, at + 2)).toEqual([]));
      expect(missingEmployee(context.seen, employee)).toBeNull();
    }
  });

  it('is missing when the file has no such employee', () => {
    const context = aContext();
    faultsOf(CHILD_CELLS, context, 7);
    expect(missingEmployee(context.seen, employee)).toEqual({ column: 'subscriber_national_id', code: 'ROSTER_SUBSCRIBER_UNKNOWN', values: {} });
  });

  it('names the line on which the employee was rejected', () => {
    const context = aContext();
    faultsOf(CHILD_CELLS, context, 2);
    faultsOf({ ...EMPLOYEE_CELLS, sex: '' }, context, 3);
    expect(missingEmployee(context.seen, employee)).toMatchObject({ code: 'ROSTER_SUBSCRIBER_REJECTED', values: { line: 3 } });
  });

  it('cannot lead to another dependent', () => {
    const context = aContext();
    faultsOf(EMPLOYEE_CELLS, context, 2);
    faultsOf(CHILD_CELLS, context, 3);
    faultsOf({ ...CHILD_CELLS, national_id: OTHER_ID, subscriber_national_id: CHILD_CELLS.national_id }, context, 4);
    expect(missingEmployee(context.seen, CHILD_CELLS.national_id)).toMatchObject({ code: 'ROSTER_SUBSCRIBER_IS_DEPENDENT', values: { line: 3 } });
  });
});
