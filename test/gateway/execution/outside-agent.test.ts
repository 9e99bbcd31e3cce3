import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Agent } from 'undici';
import { createOutsideAgent } from '../../../gateway/execution/outside-agent.ts';
import type { OutsideAgentSettings } from '../../../gateway/execution/outside-agent.ts';

const STRICT = { privateNetworks: false, plainHttp: true };
const LAB = { privateNetworks: true, plainHttp: true };

const agents: Agent[] = [];
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  })));
});

function agent(settings: OutsideAgentSettings): Agent {
  const made = createOutsideAgent(settings);
  agents.push(made);
  return made;
}

/** Answers where the connection went, and closes it, so that the next request connects anew. */
async function listen(host: string, port = 0): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.shouldKeepAlive = false;
    if (request.url === '/redirect') response.writeHead(302, { location: '/elsewhere' }).end();
    else response.end(host);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return { port: (server.address() as AddressInfo).port, asked };
}

const v4 = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: 4 }));

/** Answers what it is given, one a look-up, and counts. */
function resolver(...answers: LookupAddress[][]) {
  const asked: string[] = [];
  return {
    asked,
    resolve: (hostname: string) => {
      asked.push(hostname);
      return Promise.resolve(answers[asked.length - 1] ?? []);
    },
  };
}

const get = (through: Agent, origin: string, path = '/') => through.request({ origin, path, method: 'GET' });

describe('createOutsideAgent', () => {
  it('sends nothing to an address inside, whether it is written or resolved', async () => {
    const { port, asked } = await listen('127.0.0.1');
    const strict = agent({ rules: STRICT, resolve: () => Promise.resolve(v4('127.0.0.1')) });
    await expect(get(strict, `http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    await expect(get(strict, `http://[::1]:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    await expect(get(strict, `http://insurer.example:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(asked).toEqual([]);
  });

  it('resolves names of this machine by the system\'s own way, and refuses them', async () => {
    const { port, asked } = await listen('127.0.0.1');
    await expect(get(agent({ rules: STRICT }), `http://localhost:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    const { statusCode, body } = await get(agent({ rules: LAB }), `http://localhost:${port}`);
    await body.dump();
    expect([statusCode, asked]).toEqual([200, ['/']]);
  });

  it('refuses a name of which one address alone is inside', async () => {
    const strict = agent({ rules: STRICT, resolve: () => Promise.resolve(v4('8.8.8.8', '10.0.0.1')) });
    await expect(get(strict, 'http://insurer.example')).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('connects to the very address it checked: a name that moves in between is looked up once a connection and no more', async () => {
    const { port, asked: good } = await listen('127.0.0.1');
    const { asked: bad } = await listen('127.0.0.2', port);
    const names = resolver(v4('127.0.0.1'), v4('127.0.0.2'), v4('169.254.169.254'));
    const through = agent({ rules: LAB, resolve: names.resolve });

    expect(await (await get(through, `http://insurer.example:${port}`)).body.text()).toBe('127.0.0.1');
    expect([names.asked.length, good.length, bad.length]).toEqual([1, 1, 0]);
    expect(await (await get(through, `http://insurer.example:${port}`)).body.text()).toBe('127.0.0.2');
    await expect(get(through, `http://insurer.example:${port}`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(names.asked).toEqual(['insurer.example', 'insurer.example', 'insurer.example']);
  });

  it('follows no redirect', async () => {
    const { port, asked } = await listen('127.0.0.1');
    const { statusCode, headers, body } = await get(agent({ rules: LAB }), `http://127.0.0.1:${port}`, '/redirect');
    await body.dump();
    expect([statusCode, headers['location'], asked]).toEqual([302, '/elsewhere', ['/redirect']]);
  });

  it('says what a name without an address and a resolver that fails are', async () => {
    await expect(get(agent({ rules: LAB, resolve: () => Promise.resolve([]) }), 'http://insurer.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    const failing = agent({ rules: LAB, resolve: () => Promise.reject(Object.assign(new Error('try again'), { code: 'EAI_AGAIN' })) });
    await expect(get(failing, 'http://insurer.example')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  });

  it('cuts an answer that is too long', async () => {
    const { port } = await listen('127.0.0.1');
    const { body } = await get(agent({ rules: LAB, answerLimitBytes: 3 }), `http://127.0.0.1:${port}`);
    await expect(body.text()).rejects.toThrow();
  });
});
