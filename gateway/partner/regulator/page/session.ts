const TOKEN = 'wasq.token';
const PURPOSE = 'wasq.purpose';

// sessionStorage alone: what was pasted is gone with the tab, and no other tab can read it.
export const readToken = (): string | null => sessionStorage.getItem(TOKEN);
export const keepToken = (token: string): void => sessionStorage.setItem(TOKEN, token);

export const readPurpose = (): string | null => sessionStorage.getItem(PURPOSE);
export const keepPurpose = (purpose: string): void => sessionStorage.setItem(PURPOSE, purpose);

export function forgetSession(): void {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(PURPOSE);
}
