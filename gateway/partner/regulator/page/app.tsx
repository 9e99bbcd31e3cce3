import { useEffect, useRef, useState } from 'preact/hooks';
import { askGraph } from './ask-graph.ts';
import { AssociationView } from './association-view.tsx';
import { AuditView } from './audit-view.tsx';
import { BatchesView } from './batches-view.tsx';
import { ClocksView } from './clocks-view.tsx';
import { ComplaintView } from './complaint-view.tsx';
import { ComplaintsView } from './complaints-view.tsx';
import { FiguresView } from './figures-view.tsx';
import { Filters } from './filters.tsx';
import { FindingView } from './finding-view.tsx';
import { FindingsView } from './findings-view.tsx';
import { InspectionView } from './inspection-view.tsx';
import { InspectionsView } from './inspections-view.tsx';
import { LANGUAGE, wordFor, words } from './language.ts';
import { LivesView } from './lives-view.tsx';
import { OverviewView } from './overview-view.tsx';
import { PROGRAMME } from './questions.ts';
import { RolesView } from './roles-view.tsx';
import { linkTo, useRoute } from './route.ts';
import type { Route } from './route.ts';
import { RulesView } from './rules-view.tsx';
import { forgetSession, readToken } from './session.ts';
import { TenderView } from './tender-view.tsx';
import { TendersView } from './tenders-view.tsx';
import { TokenGate } from './token-gate.tsx';
import { OnRefused } from './use-graph.ts';

interface Programme { readonly mode: string; readonly currency: string }

const MENU = ['overview', 'findings', 'associations', 'inspections', 'tenders', 'complaints', 'rules', 'roles', 'audit'];

/** The list that one thing is of: the menu shows where one is. */
const LISTED_IN: Readonly<Record<string, string>> = { finding: 'findings', association: 'associations', inspection: 'inspections', tender: 'tenders', complaint: 'complaints', lives: 'overview', batches: 'overview', clocks: 'overview' };

/** Views that are the same whatever is chosen: offering to narrow them would promise what does not happen. */
const UNNARROWED: ReadonlySet<string> = new Set(['finding', 'tenders', 'tender', 'complaints', 'complaint', 'inspections', 'inspection', 'roles', 'audit']);

export function App() {
  const route = useRoute();
  const [entered, setEntered] = useState(readToken() !== null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [programme, setProgramme] = useState<Programme>({ mode: '', currency: '' });
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    // Public, so asked without a token; without an answer the page only says less about itself.
    askGraph<{ programme: Programme }>(PROGRAMME, {}, { token: null }).then(({ data }) => data && setProgramme(data.programme), () => undefined);
  }, []);

  const place = `${route.view}/${route.id}/${entered}`;
  const before = useRef(place);
  useEffect(() => {
    document.title = `${wordFor(words.views, route.view)} · ${words.product}`;
    if (before.current === place) return;
    before.current = place;
    // Whoever goes on by keyboard or by ear begins at the top of what is new.
    scrollTo(0, 0);
    // Where the menu has no room for all, what one is in comes into sight.
    document.querySelector('.menu [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [place]);

  const leave = (why: string | null): void => {
    forgetSession();
    setRefusal(why);
    setEntered(false);
  };
  const sandbox = programme.mode === 'SANDBOX';
  const other = LANGUAGE === 'ar' ? 'en' : 'ar';
  return (
    <OnRefused.Provider value={() => leave(words.tokenRefused)}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); (main.current ?? document.getElementById('main'))?.focus(); }}>{words.skip}</a>
      <header class="top">
        <p class="brand"><strong>{words.product}</strong> <span>{words.title}</span></p>
        {sandbox ? <p class="mode">{words.sandbox}</p> : null}
        <div class="top-actions">
          <a href={`/regulator?lang=${other}${location.hash}`} lang={other} hreflang={other}>{words.otherLanguage}</a>
          {entered ? <button type="button" class="quiet" onClick={() => leave(null)}>{words.leave}</button> : null}
        </div>
      </header>
      {entered
        ? (
          <>
            <nav class="menu" aria-label={words.menu}>
              <ul>
                {MENU.map((view) => <li key={view}><a href={linkTo(route, view)} aria-current={route.view === view ? 'page' : LISTED_IN[route.view] === view ? true : undefined}>{wordFor(words.views, view)}</a></li>)}
              </ul>
            </nav>
            {UNNARROWED.has(route.view) ? null : <Filters route={route} />}
            <main id="main" tabIndex={-1} ref={main}><View key={`${route.view}/${route.id}`} route={route} currency={programme.currency} /></main>
          </>
        )
        : <TokenGate sandbox={sandbox} refusal={refusal} onEnter={() => { setRefusal(null); setEntered(true); }} />}
    </OnRefused.Provider>
  );
}

function View({ route, currency }: { readonly route: Route; readonly currency: string }) {
  switch (route.view) {
    case 'findings': return <FindingsView route={route} />;
    case 'finding': return <FindingView route={route} />;
    case 'associations': return <FiguresView route={route} currency={currency} />;
    case 'association': return <AssociationView route={route} currency={currency} />;
    case 'lives': return <LivesView route={route} />;
    case 'batches': return <BatchesView route={route} />;
    case 'tenders': return <TendersView route={route} />;
    case 'tender': return <TenderView route={route} />;
    case 'rules': return <RulesView route={route} />;
    case 'clocks': return <ClocksView route={route} />;
    case 'complaints': return <ComplaintsView route={route} />;
    case 'complaint': return <ComplaintView route={route} />;
    case 'inspections': return <InspectionsView route={route} />;
    case 'inspection': return <InspectionView route={route} />;
    case 'roles': return <RolesView route={route} />;
    case 'audit': return <AuditView route={route} />;
    default: return <OverviewView route={route} currency={currency} />;
  }
}
