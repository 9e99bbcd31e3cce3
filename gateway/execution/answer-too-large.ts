/** A subgraph answered more than is taken. */
export class AnswerTooLarge extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}
