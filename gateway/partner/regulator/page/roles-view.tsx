import { Choice } from './filters.tsx';
import type { Column } from './data-table.tsx';
import { said, wordFor, words } from './language.ts';
import { lifeKey, livesOf } from './lives-of-matrix.ts';
import type { LifeTable, NamedCode, RoleMatrix } from './lives-of-matrix.ts';
import { Problems, Waiting } from './notices.tsx';
import { ROLE_MATRIX } from './questions.ts';
import { withFilters } from './route.ts';
import type { Route } from './route.ts';
import { useGraph } from './use-graph.ts';
import { WholeTable } from './whole-table.tsx';

/** Who may do what in any state of a thing: a row a state, a column a role, as the tables that decide it have it. */
export function RolesView({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<{ readonly roleMatrix: RoleMatrix | null }>(ROLE_MATRIX);
  const lives = livesOf(data?.roleMatrix ?? null);
  const chosen = lives.find((each) => lifeKey(each) === route.filters.get('life')) ?? lives[0];
  return (
    <>
      <h1 tabIndex={-1}>{words.views.roles}</h1>
      <p class="lead">{words.rolesNote}</p>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      <form class="filters inner" aria-label={words.kindOfThing} onSubmit={(event) => event.preventDefault()}>
        <Choice
          name={words.kindOfThing} value={chosen ? lifeKey(chosen) : null} every="" onChoose={(value) => { location.hash = withFilters(route, { life: value }); }}
          choices={lives.map((each) => [lifeKey(each), `${said(each.life.title)} (${wordFor(words.houses, each.house)})`])}
        />
      </form>
      {chosen ? <Matrix key={lifeKey(chosen)} table={chosen} /> : null}
    </>
  );
}

function Matrix({ table }: { readonly table: LifeTable }) {
  const { states, steps, initial, final, life } = table;
  const actors = [...new Map(steps.flatMap((step) => step.actors).map((actor) => [actor.code, actor])).values()];
  const stepsOf = (state: NamedCode, actor: NamedCode) => steps.filter(({ from, actors: who }) => from.code === state.code && who.some(({ code }) => code === actor.code));
  const standing = ({ code }: NamedCode): string => (code === initial.code ? words.initialState : final.some((each) => each.code === code) ? words.finalState : '');
  const columns: readonly Column<NamedCode>[] = [
    { id: 'state', head: words.state, cell: (state) => <>{said(state.title)}{standing(state) === '' ? null : <span class="mark">{standing(state)}</span>}</>, csv: (state) => `${said(state.title)} ${standing(state)}`.trim() },
    ...actors.map((actor): Column<NamedCode> => ({
      id: actor.code, head: said(actor.title), csv: (state) => stepsOf(state, actor).map(stepText).join('; '),
      cell: (state) => {
        const possible = stepsOf(state, actor);
        return possible.length === 0 ? <span class="none">–</span> : (
          <ul class="moves">
            {possible.map((step) => <li key={`${step.action.code} ${step.to.code}`}><strong>{said(step.action.title)}</strong>{step.conditional ? <abbr title={words.conditional}>*</abbr> : null} <span>{words.leadsTo} {said(step.to.title)}</span></li>)}
          </ul>
        );
      },
    })),
  ];
  return (
    <div class="matrix">
      <WholeTable caption={`${words.views.roles}: ${said(life.title)}`} nodes={states} keyOf={({ code }) => code} columns={columns} file={`roles-${life.code.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`} waiting={false} />
      {steps.some(({ conditional }) => conditional) ? <p class="note">* {words.conditional}</p> : null}
    </div>
  );
}

const stepText = ({ action, to, conditional }: LifeTable['steps'][number]): string => `${said(action.title)}${conditional ? '*' : ''} ${words.leadsTo} ${said(to.title)}`;
