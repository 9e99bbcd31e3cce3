import { Moment } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { COMPLAINT } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';
import { lotOf, standstillEnd } from './standstill.ts';
import type { ComplainedTender } from './standstill.ts';
import { StepsTaken } from './steps-taken.tsx';
import type { StepTaken } from './steps-taken.tsx';
import { TimeLeft } from './time-left.tsx';
import { useGraph } from './use-graph.ts';

interface Complaint {
  readonly id: string; readonly lotId: string | null; readonly complainant: string; readonly grounds: string; readonly state: string; readonly filedAt: string; readonly blocksSigning: boolean;
  readonly decisionReason: string | null; readonly remedy: string | null; readonly remedyKind: string | null; readonly orderedAt: string | null; readonly orderProblems: readonly string[] | null;
  readonly history: readonly StepTaken[]; readonly tender: ComplainedTender;
}

interface Answer {
  readonly complaint: Complaint | null;
  readonly insurers: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: LocalizedText } }[] } | null;
}

/** One complaint: what it says, the clock, the decision, and what was ordered. */
export function ComplaintView({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<Answer>(COMPLAINT, { id: route.id });
  const complaint = data?.complaint ?? null;
  const name = data?.insurers?.edges.find(({ node }) => node.id === complaint?.complainant)?.node.name;
  return (
    <>
      <h1 tabIndex={-1}>{words.views.complaint}{complaint ? <span class="mark">{wordFor(words.complaintStates, complaint.state)}</span> : null}</h1>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      {complaint === null ? (waiting ? null : <p>{words.nothingFound}</p>) : <Whole complaint={complaint} complainant={name ? said(name) : complaint.complainant} route={route} />}
    </>
  );
}

function Whole({ complaint, complainant, route }: { readonly complaint: Complaint; readonly complainant: string; readonly route: Route }) {
  const { tender, lotId } = complaint;
  const end = standstillEnd(tender, lotId);
  const lot = lotOf(tender, lotId);
  return (
    <>
      <div class="pair">
        <section class="panel" aria-labelledby="grounds">
          <h2 id="grounds">{words.grounds}</h2>
          <p class="observed" dir="auto">{complaint.grounds}</p>
          <dl class="facts">
            <dt>{words.tender}</dt><dd><a href={linkTo(route, 'tender', {}, tender.id)}>{said(tender.title)}</a>{lot === null ? <> · {words.wholeTender}</> : <> · {said(lot)}</>}</dd>
            <dt>{words.complainant}</dt><dd><bdi>{complainant}</bdi></dd>
            <dt>{words.filedAt}</dt><dd><Moment at={complaint.filedAt} /></dd>
            <dt>{words.standstillEnds}</dt><dd>{end === null ? '–' : <TimeLeft until={end} runs={complaint.blocksSigning} />}</dd>
            <dt>{words.signing}</dt><dd>{complaint.blocksSigning ? <strong class="over">{words.blocksSigning}</strong> : words.signingFree}</dd>
          </dl>
        </section>
        <section class="panel" aria-labelledby="decision">
          <h2 id="decision">{words.decision}</h2>
          {complaint.decisionReason === null ? <p>{words.undecided}</p> : <p class="observed" dir="auto">{complaint.decisionReason}</p>}
          {complaint.remedy === null ? null : (
            <dl class="facts">
              <dt>{words.remedy}</dt><dd>{complaint.remedyKind === null ? null : <>{wordFor(words.remedyKinds, complaint.remedyKind)}: </>}<bdi>{complaint.remedy}</bdi></dd>
              {complaint.orderedAt === null ? null : <><dt>{words.orderedAt}</dt><dd><Moment at={complaint.orderedAt} />{complaint.orderProblems === null ? null : <p class="unverified"><bdi>{complaint.orderProblems.join(' · ')}</bdi></p>}</dd></>}
            </dl>
          )}
        </section>
      </div>
      <StepsTaken id="history" steps={complaint.history} actions={words.complaintActions} />
    </>
  );
}
