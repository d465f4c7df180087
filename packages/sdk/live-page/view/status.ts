import { byId, setText } from './element.js';
import { timeText } from './plot.js';
import type { Failure, Outcome } from './poll.js';

/** Says how it stands: in the header in a word, and in a line below what has to be known. */
export class Status {
  readonly #state = byId('state', HTMLElement);
  readonly #problem = byId('problem', HTMLElement);
  #failingSinceMs: number | undefined;

  paused(): void {
    this.#show('paused', 'Paused', '');
  }

  /** `missing`: what the page says is not on it. */
  read(outcome: Outcome, missing: string): void {
    if (outcome.kind !== 'page') {
      this.#failingSinceMs ??= Date.now();
      const [word, problem] = failure(outcome);
      this.#show(
        'failed',
        word,
        `${problem}, since ${timeText(this.#failingSinceMs)}; trying again`,
      );
      return;
    }
    this.#failingSinceMs = undefined;
    if (missing === '') this.#show('live', 'Live', '');
    else this.#show('partial', 'Partial', `A part of the page is missing: ${missing}`);
  }

  #show(state: string, word: string, problem: string): void {
    document.documentElement.dataset.state = state;
    setText(this.#state, word);
    setText(this.#problem, problem);
    this.#problem.hidden = problem === '';
  }
}

function failure(outcome: Failure): readonly [string, string] {
  switch (outcome.kind) {
    case 'unauthorised':
      return ['Not allowed', '401: the endpoint wants to know who you are, reload to sign in'];
    case 'refused':
      return ['Refused', `${outcome.status} ${outcome.text}`];
    case 'cut':
      return ['Cut off', 'The page ends before its last line'];
    case 'gone':
      return ['Gone', 'The endpoint does not answer'];
  }
}
