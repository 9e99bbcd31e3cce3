/** Employees of the lines that are not committed yet, whom a look at the roster would miss. */
export interface RecentEmployees {
  add(nationalId: string, id: string): void;
  idOf(nationalId: string): string | undefined;
  /** A chunk begins: the one before the last is committed, and its employees are forgotten. */
  turn(): void;
}

export function recentEmployees(): RecentEmployees {
  let current = new Map<string, string>();
  let writing = new Map<string, string>();
  return {
    add: (nationalId, id) => void current.set(nationalId, id),
    idOf: (nationalId) => current.get(nationalId) ?? writing.get(nationalId),
    turn() {
      writing = current;
      current = new Map();
    },
  };
}
