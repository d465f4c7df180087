import { type DiagLogger, diag } from '@opentelemetry/api';
import { ProblemLog, type ProblemLogger } from '../src/problem-log.js';

function collecting(): { readonly logger: ProblemLogger; readonly messages: string[] } {
  const messages: string[] = [];
  return { logger: { warn: (message) => void messages.push(message) }, messages };
}

function throwing(): ProblemLogger {
  return {
    warn() {
      throw new Error('the disk is full');
    },
  };
}

describe('the log of problems', () => {
  afterEach(() => diag.disable());

  it('tells each problem once', () => {
    const log = new ProblemLog();
    const { logger, messages } = collecting();
    log.attach(logger);
    for (const key of ['a', 'b', 'a']) log.tell(key, () => `problem ${key}`);
    expect(messages).toEqual(['problem a', 'problem b']);
  });

  it('tells a logger that comes later what was before', () => {
    const log = new ProblemLog();
    log.tell('a', () => 'problem a');
    const { logger, messages } = collecting();
    log.attach(logger);
    log.tell('b', () => 'problem b');
    expect(messages).toEqual(['problem a', 'problem b']);
  });

  it('tells OpenTelemetry as long as there is no logger', () => {
    const { logger, messages } = collecting();
    diag.setLogger(logger as DiagLogger); // warn is all that is called
    messages.length = 0;
    new ProblemLog().tell('a', () => 'problem a');
    expect(messages).toEqual(['problem a']);
  });

  it('survives loggers that throw', () => {
    diag.setLogger(throwing() as DiagLogger, { suppressOverrideMessage: true }); // warn is all that is called
    const log = new ProblemLog();
    log.tell('a', () => 'problem a');
    log.attach(throwing());
    log.tell('b', () => 'problem b');
    log.attach({} as ProblemLogger); // what plain JavaScript may pass
    const { logger, messages } = collecting();
    log.attach(logger);
    expect(messages).toEqual(['problem a', 'problem b']);
  });

  it('tells once what a logger brings about while it is told', () => {
    const log = new ProblemLog();
    log.tell('a', () => 'problem a');
    const messages: string[] = [];
    log.attach({
      warn(message) {
        messages.push(message);
        log.tell('from the logger', () => 'the logger has a problem');
      },
    });
    expect(messages).toEqual(['problem a', 'the logger has a problem']);
  });

  it('shows something where a message cannot be made', () => {
    const log = new ProblemLog();
    const { logger, messages } = collecting();
    log.attach(logger);
    log.tell('a', () => String(Object.create(null)));
    expect(messages).toEqual(['a value could not be shown']);
  });

  it('keeps a thousand problems and drops further ones', () => {
    const log = new ProblemLog();
    for (let i = 0; i < 1500; i++) log.tell(`key ${i}`, () => `problem ${i}`);
    const { logger, messages } = collecting();
    log.attach(logger);
    expect([messages.length, messages.at(-1)]).toEqual([1000, 'problem 999']);
  });
});
