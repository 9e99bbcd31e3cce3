import { useContext, useState } from 'preact/hooks';
import { TokenRefused, askGraph } from './ask-graph.ts';
import type { GraphProblem } from './ask-graph.ts';
import { Day } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { Problems } from './notices.tsx';
import { PERSON } from './questions.ts';
import { keepPurpose, readPurpose } from './session.ts';
import { OnRefused } from './use-graph.ts';

interface Member {
  readonly fullName: LocalizedText | null;
  readonly nationalId: string | null;
  readonly birthDate: string;
  readonly relationship: string;
  readonly association: { readonly name: LocalizedText };
}

/** Who a life is. Nothing about the person is asked of the graph before a purpose was given for this one reading. */
export function Person({ id }: { readonly id: string }) {
  const [purpose, setPurpose] = useState(readPurpose() ?? '');
  const [reference, setReference] = useState('');
  const [member, setMember] = useState<Member | null>(null);
  const [problems, setProblems] = useState<readonly GraphProblem[]>([]);
  const refused = useContext(OnRefused);

  async function reveal(): Promise<void> {
    keepPurpose(purpose);
    try {
      const answer = await askGraph<{ member: Member | null }>(PERSON, { id }, { purpose: `${purpose} ${reference}`.trim() });
      setMember(answer.data?.member ?? null);
      setProblems(answer.data?.member || answer.problems.length > 0 ? answer.problems : [{ message: words.nothingFound }]);
    } catch (error) {
      if (error instanceof TokenRefused) refused(error.message);
      else setProblems([{ message: words.unreachable }]);
    }
  }

  return (
    <section class="panel" aria-labelledby="person-title">
      <h2 id="person-title">{words.person}</h2>
      <Problems problems={problems} />
      <div aria-live="polite">
        {member === null ? null : (
          <>
            <dl class="facts">
              <dt>{words.name}</dt><dd>{said(member.fullName)}</dd>
              <dt>{words.nationalId}</dt><dd><bdi dir="ltr">{member.nationalId}</bdi></dd>
              <dt>{words.birthDate}</dt><dd><Day date={member.birthDate} /></dd>
              <dt>{words.relationship}</dt><dd>{wordFor(words.relationships, member.relationship)}</dd>
              <dt>{words.association}</dt><dd>{said(member.association.name)}</dd>
            </dl>
            <button type="button" class="quiet" onClick={() => setMember(null)}>{words.hide}</button>
          </>
        )}
      </div>
      {member !== null ? null : (
        <form class="purpose" onSubmit={(event) => { event.preventDefault(); void reveal(); }}>
          <p id="person-why">{words.personWhy}</p>
          <label>
            <span>{words.purpose}</span>
            <select required value={purpose} aria-describedby="person-why" onChange={({ currentTarget }) => setPurpose(currentTarget.value)}>
              <option value="" />
              {Object.entries(words.purposes).map(([code, title]) => <option key={code} value={code} selected={code === purpose}>{title}</option>)}
            </select>
          </label>
          <label>
            <span>{words.reference}</span>
            <input type="text" dir="ltr" maxLength={40} pattern="[A-Za-z0-9\/\-]*" title={words.referenceHint} value={reference} onInput={({ currentTarget }) => setReference(currentTarget.value)} />
          </label>
          <button type="submit">{words.reveal}</button>
        </form>
      )}
    </section>
  );
}
