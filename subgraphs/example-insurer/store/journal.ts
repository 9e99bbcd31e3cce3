import { open, readFile } from 'node:fs/promises';

/** A log of facts, one JSON object a line. What `append` has answered is on the disk. */
export interface Journal<Fact> {
  append(fact: Fact): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a journal and tells every fact in it, oldest first. Without a file nothing is kept beyond the process.
 * A last line that a crash cut short was never answered for, so it is dropped.
 */
export async function openJournal<Fact>(file: string | null, replay: (fact: Fact) => void): Promise<Journal<Fact>> {
  if (file === null) return { append: () => Promise.resolve(), close: () => Promise.resolve() };
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  for (const line of whole.split('\n')) if (line !== '') replay(JSON.parse(line) as Fact);
  const handle = await open(file, 'a');
  await handle.truncate(Buffer.byteLength(whole));
  return {
    async append(fact) {
      await handle.appendFile(`${JSON.stringify(fact)}\n`);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}
