// A provider of OpenID Connect of a test's own: npm's `oidc-provider`, which is certified. Whoever signs in
// types their e-mail address as the name; any password will do.

import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

import { freePort } from './server';

const CLIENT = { id: 'greenroom', secret: 'the-secret-that-both-sides-know' };

// What its own pages load from elsewhere: a typeface, which these tests have no way out to.
export const PROVIDERS_OWN_TYPEFACE = /fonts\.googleapis\.com/;

export class OwnProvider {
  // Whether it hangs up on who brings a code.
  hangsUp = false;
  private server?: Server;

  private constructor(
    private readonly port: number,
    private key: number,
  ) {}

  // One that has an address and does not listen yet.
  static async reserve(): Promise<OwnProvider> {
    return new OwnProvider(await freePort(), 0);
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  // The variables of a server whose hosts sign in here.
  get variables(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
  }

  // Listens, with a new key each time: what it signed before nobody can check any more.
  async up(app: string): Promise<void> {
    this.key += 1;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), kid: `key-${this.key}`, alg: 'RS256', use: 'sig' };
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${app}/sign-in/callback`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: ['a-key-for-cookies'] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...person(id) }) }),
    });
    const answer = provider.callback();
    this.server = createServer((request, response) => {
      if (this.hangsUp && request.url === '/token') request.destroy();
      else void answer(request, response);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  // Stops listening, and cuts whoever is connected.
  async down(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const gone = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await gone;
  }
}

function person(email: string) {
  const [name] = email.split('@');
  const groups = name === 'grace' ? ['staff', 'hosts'] : ['staff'];
  return { email, email_verified: name !== 'unverified', name, groups };
}

// On the provider's pages: gives the name and agrees.
export async function signInAtProvider(page: Page, email: string): Promise<void> {
  await page.getByPlaceholder(/login/i).fill(email);
  await page.getByPlaceholder(/password/i).fill('whatever');
  await page.getByRole('button', { name: /sign-in/i }).click();
  await page.getByRole('button', { name: /continue/i }).click();
}
