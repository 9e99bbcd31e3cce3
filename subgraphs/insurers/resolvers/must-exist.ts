/** For a row that another row of this house points to: without it the data is broken, and no viewer can mend that. */
export function mustExist<Row>(row: Row | null, what: string): Row {
  if (row === null) throw new Error(`the ${what} a row points to is not there`);
  return row;
}
