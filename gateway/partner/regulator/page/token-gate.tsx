import { useState } from 'preact/hooks';
import { TokenRefused, askGraph } from './ask-graph.ts';
import { words } from './language.ts';
import { WHO_AM_I } from './questions.ts';
import { keepToken } from './session.ts';

interface TokenGateProps {
  readonly sandbox: boolean;
  readonly refusal: string | null;
  readonly onEnter: () => void;
}

/** Takes a token, tries it, and lets in whoever may read the overview. */
export function TokenGate({ sandbox, refusal, onEnter }: TokenGateProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState(refusal);
  const [trying, setTrying] = useState(false);

  async function enter(): Promise<void> {
    const token = typed.trim().replace(/^Bearer\s+/i, '');
    // Anything else cannot stand in a header, and is no token.
    if (!/^[\w.~+/=-]+$/.test(token)) return setProblem(words.tokenRefused);
    setTrying(true);
    try {
      const { data } = await askGraph<{ complianceOverview: unknown }>(WHO_AM_I, {}, { token });
      if (data?.complianceOverview == null) return setProblem(words.tokenNotEnough);
      keepToken(token);
      onEnter();
    } catch (error) {
      setProblem(error instanceof TokenRefused ? words.tokenRefused : words.unreachable);
    } finally {
      setTrying(false);
    }
  }

  return (
    <main id="main" tabIndex={-1} class="gate">
      <h1 tabIndex={-1}>{words.tokenTitle}</h1>
      <p id="token-why">{words.tokenWhy}</p>
      {sandbox ? <p class="hint">{words.tokenSandbox}</p> : null}
      <form onSubmit={(event) => { event.preventDefault(); void enter(); }}>
        <label for="token">{words.tokenLabel}</label>
        <input
          id="token" type="password" dir="ltr" autocomplete="off" spellcheck={false} required value={typed}
          aria-describedby="token-why" aria-invalid={problem !== null} onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit" disabled={trying}>{words.tokenSend}</button>
      </form>
      <p role="alert" class="refusal">{problem}</p>
    </main>
  );
}
