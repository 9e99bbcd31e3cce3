/** A row that other rows of this house say exists. @throws Error when it does not: the tables then contradict each other. */
export function one<Row>(row: Row | null): Row {
  if (row === null) throw new Error('a row that must exist is missing');
  return row;
}
