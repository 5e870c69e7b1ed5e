// What a sitting takes its cards from, so that the next one goes on with the same.
import { ahead, isNear } from "./ahead";
import { chosen, nameOf } from "./choosing";
import { dayEnd } from "./days";
import { type Filter, nextDue, waiting, type Waiting } from "./queue";
import { goalOf } from "./readiness";
import type { Shell } from "./shell";
import { todaysPart } from "./todays-part";
import type { Card } from "./values";
import { whenFrom } from "./words";

export interface Course {
  /** What it has to ask now. */
  cards(): readonly Card[];
  /** Says that it has nothing to ask now; empty where there is nothing else, either. */
  over(): string;
}

/** Everything that can be asked now. */
export function everything(shell: Shell): Course {
  return { cards: () => flat(waitingNow(shell, {})), over: () => "" };
}

/** What was chosen by topic, area, source or role. */
export function only(shell: Shell, filter: Filter): Course {
  const what = nameOf(shell.deck, filter);
  if (what === undefined) return everything(shell);
  return {
    cards: () => flat(waitingNow(shell, filter)),
    over: () => shell.label("nothing-left", { what }),
  };
}

/** What the plan has for today. */
export function today(shell: Shell): Course {
  const cards = (): readonly Card[] => {
    const part = todaysPart(shell);
    return part ? [...part.due, ...part.fresh] : [];
  };
  return { cards, over: () => laterToday(shell) || shell.label("plan-done") };
}

/** What the first view's first button begins. */
export function usual(shell: Shell): Course {
  return ahead(shell) ? today(shell) : only(shell, chosen(shell));
}

/** What can be asked now; right before an interview nothing new. */
export function waitingNow(shell: Shell, filter: Filter): Waiting {
  const found = waiting(shell.deck, shell.state(), shell.now(), filter);
  return isNear(shell) ? { ...found, fresh: [], unseen: 0 } : found;
}

function flat({ due, fresh }: Waiting): readonly Card[] {
  return [...due, ...fresh];
}

/** When today brings another card of what the plan is for, if it does. */
function laterToday(shell: Shell): string {
  const { deck } = shell;
  const { topics } = goalOf(deck, shell.state());
  const cards = deck.cards.filter(({ topic }) => topics.includes(topic));
  const next = nextDue({ ...deck, cards }, shell.state(), shell.now());
  if (next === undefined || next >= dayEnd(shell.now())) return "";
  return shell.label("next-due", { when: whenFrom(shell, next) });
}
