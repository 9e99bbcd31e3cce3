/** The sender fell silent: nothing came for so long that whatever comes later is not worth the wait. */
export class SenderSilent extends Error {
  override readonly name = 'SenderSilent';
}

/** The same pieces, ended with an error when the next one lets wait for too long. Time spent away from it is not counted. */
export async function* untilIdle<Piece>(pieces: AsyncIterable<Piece>, limitMs: number): AsyncGenerator<Piece> {
  const iterator = pieces[Symbol.asyncIterator]();
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new SenderSilent()), limitMs);
    });
    const next = await Promise.race([iterator.next(), silence]).finally(() => clearTimeout(timer));
    if (next.done === true) return;
    yield next.value;
  }
}
