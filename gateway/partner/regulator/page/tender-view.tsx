import { Day, Moment } from './day.tsx';
import { asCount, asMoney, asNumber, asShare } from './format.ts';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { TenderTimeline } from './plots/tender-timeline.tsx';
import { TENDER } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';
import { useGraph } from './use-graph.ts';

interface Money { readonly amount: string; readonly currency: string }
interface Named { readonly name: LocalizedText }

interface Tender {
  readonly id: string; readonly ocid: string; readonly title: LocalizedText; readonly state: string; readonly coverFrom: string; readonly coverTo: string; readonly recordUrl: string | null;
  readonly redFlags: readonly { readonly code: string; readonly title: LocalizedText; readonly group: string; readonly value: number; readonly threshold: number | null; readonly subject: string; readonly computedAt: string; readonly tendersCompared: number; readonly settings: string; readonly steps: readonly string[]; readonly inputs: readonly { readonly name: string; readonly value: string }[] }[] | null;
  readonly bids: readonly { readonly id: string; readonly state: string; readonly sealedAt: string; readonly insurer: Named }[];
  readonly complaints: readonly { readonly id: string; readonly state: string; readonly filedAt: string; readonly blocksSigning: boolean }[];
  readonly lots: readonly { readonly title: LocalizedText; readonly award: { readonly amount: Money; readonly insurer: Named; readonly savings: { readonly savingBasisPoints: number; readonly saving: Money } | null } | null }[];
  readonly releases: readonly { readonly id: string; readonly date: string; readonly tag: readonly string[]; readonly url: string }[];
}

/** One tender: its timeline, what was bid and awarded, its red flags with their computation, and its public record. */
export function TenderView({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<{ readonly tender: Tender | null }>(TENDER, { id: route.id });
  const tender = data?.tender ?? null;
  return (
    <>
      <h1 tabIndex={-1}>{tender ? said(tender.title) : words.views.tender}</h1>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      {tender === null ? (waiting ? null : <p>{words.nothingFound}</p>) : (
        <>
          <p class="lead">{wordFor(words.tenderStates, tender.state)} · <Day date={tender.coverFrom} /> – <Day date={tender.coverTo} /></p>
          <div class="pair">
            <TenderTimeline route={route} tender={tender.id} />
            <section class="panel" aria-labelledby="award">
              <h2 id="award">{words.award}</h2>
              <ul class="plain">
                {tender.lots.map(({ title, award }) => (
                  <li key={title.en}>
                    <strong>{said(title)}</strong>{' '}
                    {award === null ? '–' : <>{said(award.insurer.name)} · {asMoney(award.amount.amount, award.amount.currency)}{award.savings === null ? null : <> · {words.saving}: {asMoney(award.savings.saving.amount, award.savings.saving.currency)} ({asShare(award.savings.savingBasisPoints / 10_000)})</>}</>}
                  </li>
                ))}
              </ul>
              <h2>{words.bids}</h2>
              <ul class="plain">{tender.bids.map(({ id, state, insurer }) => <li key={id}>{said(insurer.name)} · {wordFor(words.bidStates, state)}</li>)}</ul>
              {tender.complaints.length === 0 ? null : (
                <>
                  <h2>{words.views.complaints}</h2>
                  <ul class="plain">{tender.complaints.map(({ id, state, filedAt, blocksSigning }) => <li key={id}><a href={linkTo(route, 'complaint', {}, id)}>{wordFor(words.complaintStates, state)}</a> · <Moment at={filedAt} />{blocksSigning ? <span class="mark">{words.blocksSigning}</span> : null}</li>)}</ul>
                </>
              )}
            </section>
          </div>
          <section class="panel" aria-labelledby="flags">
            <h2 id="flags">{words.redFlags}</h2>
            <p class="note">{words.redFlagsNote}</p>
            {tender.redFlags?.length ? null : <p>{tender.redFlags === null ? words.redFlagsNotYours : words.redFlagsNone}</p>}
            <div class="flag-list">{tender.redFlags?.map((flag) => <RedFlag key={`${flag.code} ${flag.subject}`} flag={flag} />)}</div>
          </section>
          <section class="panel" aria-labelledby="releases">
            <h2 id="releases">{words.releases}</h2>
            <p class="note">{words.releasesNote}</p>
            {tender.releases.length === 0 ? <p>{words.releasesNone}</p> : (
              <ol class="track-line">
                {tender.releases.map(({ id, date, tag, url }) => (
                  <li key={id}>
                    <a href={pathOf(url)}>{tag.map((each) => wordFor(words.releaseTags, each)).join(' · ')}</a> <Moment at={date} /> <bdi class="id">{id}</bdi>
                  </li>
                ))}
              </ol>
            )}
            {tender.recordUrl === null ? null : <p><a href={pathOf(tender.recordUrl)}>{words.record}</a> <bdi class="id">{tender.ocid}</bdi></p>}
          </section>
        </>
      )}
    </>
  );
}

function RedFlag({ flag }: { readonly flag: NonNullable<Tender['redFlags']>[number] }) {
  return (
    <article class="flag">
      <h3><bdi>{flag.code}</bdi> {said(flag.title)}</h3>
      <dl class="facts">
        <dt>{words.value}</dt><dd><bdi>{asNumber(flag.value)}</bdi>{flag.threshold === null ? null : <> · {words.threshold} <bdi>{asNumber(flag.threshold)}</bdi></>}</dd>
        <dt>{words.subject}</dt><dd>{wordFor(words.flagGroups, flag.group)} <bdi class="id">{flag.subject}</bdi></dd>
        <dt>{words.computedAt}</dt><dd><Moment at={flag.computedAt} /> · {words.compared(asCount(flag.tendersCompared))}</dd>
      </dl>
      <details>
        <summary>{words.computation}</summary>
        <h4>{words.inputs}</h4>
        <ul class="plain" lang="en" dir="ltr">{flag.inputs.map(({ name, value }) => <li key={name}><code>{name} = {value}</code></li>)}</ul>
        <h4>{words.formula}</h4>
        <ol lang="en" dir="ltr">{flag.steps.map((step) => <li key={step}><code>{step}</code></li>)}</ol>
        <h4>{words.settings}</h4>
        <p lang="en" dir="ltr"><code>{flag.settings}</code></p>
      </details>
    </article>
  );
}

/** The public record lies on this host; whatever address it was given in, no other host is gone to. */
const pathOf = (url: string): string => new URL(url, location.origin).pathname;
