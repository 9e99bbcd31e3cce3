import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readUploadAddress, uploadAddress } from '../../../../subgraphs/associations/store/upload-address.ts';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';
import { openRosterDesk } from '../roster-desk.ts';
import type { RosterDesk } from '../roster-desk.ts';
import { TODAY, employee, fileOf } from '../roster-file.ts';

let fresh: TestDatabase;
let desk: RosterDesk;

beforeAll(async () => {
  fresh = await createDatabase();
  desk = await openRosterDesk({ databaseUrl: fresh.url, now: () => TODAY });
});

afterAll(async () => {
  await desk.close();
  await fresh.drop();
});

async function put(url: string, method = 'PUT'): Promise<{ status: number; code: string }> {
  const answer = await fetch(url, { method, body: fileOf(employee(1)) });
  const { problem } = (await answer.json()) as { problem: { code: string } };
  return { status: answer.status, code: problem.code };
}

async function anAddress(): Promise<{ id: string; url: string; associationId: string }> {
  const associationId = await desk.addAssociation();
  return { ...(await desk.address(associationId)), associationId };
}

async function livesOf(associationId: string): Promise<number> {
  return (await desk.database.query<unknown[]>('SELECT 1 FROM member WHERE association_id = $1', [associationId])).length;
}

describe('a signed address', () => {
  it('is good for one file', async () => {
    const { url, associationId } = await anAddress();
    expect((await fetch(url, { method: 'PUT', body: fileOf(employee(1)) })).status).toBe(200);
    expect(await put(url)).toEqual({ status: 409, code: 'UPLOAD_ADDRESS_USED' });
    expect(await livesOf(associationId)).toBe(1);
  });

  it('is refused once it has expired', async () => {
    const associationId = await desk.addAssociation();
    const { url } = await desk.address(associationId, { expiresAt: TODAY });
    expect(await put(url)).toEqual({ status: 410, code: 'UPLOAD_ADDRESS_EXPIRED' });
    expect(await livesOf(associationId)).toBe(0);
  });

  it.each<[string, (url: string) => string]>([
    ['another signature', (url) => url.replace(/signature=.{6}/, 'signature=AAAAAA')],
    ['no signature', (url) => url.replace(/&signature=.*/, '')],
    ['a later expiry', (url) => url.replace(/expires=\d/, 'expires=9')],
    ['another import', (url) => url.replace(/roster\/[^?]*/, `roster/${newId()}`)],
    ['no import', (url) => url.replace(/roster\/[^?]*/, 'roster/')],
  ])('is refused with %s', async (_what, change) => {
    const { url, associationId } = await anAddress();
    expect(await put(change(url))).toEqual({ status: 403, code: 'UPLOAD_ADDRESS_INVALID' });
    expect(await livesOf(associationId)).toBe(0);
  });

  it('takes PUT alone', async () => {
    const { url } = await anAddress();
    expect(await put(url, 'POST')).toEqual({ status: 405, code: 'UPLOAD_METHOD' });
  });

  it('is refused for an import nobody asked for, however well it is signed', async () => {
    const url = uploadAddress(desk.services.cipher, desk.url, { id: newId(), expiresAt: new Date(TODAY.getTime() + 1_000) });
    expect(await put(url)).toEqual({ status: 403, code: 'UPLOAD_ADDRESS_INVALID' });
  });

  it('leaves other paths to others', async () => {
    expect((await fetch(`${desk.url}/uploads/other/1`, { method: 'PUT', body: 'x' })).status).toBe(404);
  });

  it('means nothing to a house with another key', () => {
    const [ours, other] = [createFieldCipher(randomBytes(32)), createFieldCipher(randomBytes(32))];
    const { pathname, search } = new URL(uploadAddress(ours, 'https://graph.test/', { id: newId(), expiresAt: TODAY }));
    expect(readUploadAddress(ours, pathname + search)).toMatchObject({ kind: 'signed', expiresAt: TODAY });
    expect(readUploadAddress(other, pathname + search)).toEqual({ kind: 'forged' });
  });
});
