/** Where what is published is found, below the address of the graph. Addresses are given out: they never change. */
export function releaseAddress(base: string, ocid: string, id: string): string {
  return `${base}/ocds/releases/${encodeURIComponent(ocid)}/${encodeURIComponent(id)}.json`;
}

/** All releases of a process in one package. */
export function packageAddress(base: string, ocid: string): string {
  return `${base}/ocds/packages/${encodeURIComponent(ocid)}.json`;
}

export function recordAddress(base: string, ocid: string): string {
  return `${base}/ocds/records/${encodeURIComponent(ocid)}.json`;
}
