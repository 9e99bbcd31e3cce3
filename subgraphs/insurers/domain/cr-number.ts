const CR_NUMBER = /^[0-9]{10}$/;

/** Whether it can be a commercial registration number: ten Western digits. Who has it is the registers' to say. */
export function isCrNumber(text: string): boolean {
  return CR_NUMBER.test(text);
}
