// A stand-in for `external_api.js` that does what a plan says: for tests of thousands of faults,
// where the real sandbox would be slow. It is given to the page as text.

// What a mounted meeting does, in this order; what a plan does not say is a join.
export type Mount = 'join' | 'throw' | 'silent' | 'ready' | 'lobby' | 'dropped' | 'refused' | 'other' | 'full' | 'closing';

export interface Books {
  made: number;
  disposed: number;
  listeners: number;
}

declare global {
  interface Window {
    plan: Mount[];
    books: Books;
    pending: Set<unknown>;
    JitsiMeetExternalAPI: unknown;
  }
}

// Runs in the page before everything else: the plan, and the books of what is not let go.
export function keepBooks(plan: Mount[]): void {
  window.plan = plan;
  window.books = { made: 0, disposed: 0, listeners: 0 };
  const pending = (window.pending = new Set<unknown>());
  const { setTimeout: start, clearTimeout: stop, setInterval: repeat, clearInterval: end } = window;
  window.setTimeout = ((act: () => void, ms?: number) => {
    const id: unknown = start(() => {
      pending.delete(id);
      act();
    }, ms);
    pending.add(id);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    pending.delete(id);
    stop(id);
  };
  window.setInterval = ((act: () => void, ms?: number) => {
    const id: unknown = repeat(act, ms);
    pending.add(id);
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = (id) => {
    pending.delete(id);
    end(id);
  };
}

// The script itself.
export const STAND_IN = `window.JitsiMeetExternalAPI = class {
  constructor(domain, options) {
    const act = window.plan.shift() ?? 'join';
    if (act === 'throw') throw new Error('as planned');
    window.books.made += 1;
    this.hearing = new Map();
    this.frame = document.createElement('iframe');
    options.parentNode.append(this.frame);
    const error = (name) => ['errorOccurred', { error: { name, type: 'CONNECTION', isFatal: true } }];
    const says = {
      join: [['ready'], ['videoConferenceJoined', { id: 'a', roomName: options.roomName }]],
      silent: [],
      ready: [['ready']],
      lobby: [['ready'], error('conference.connectionError.accessDenied')],
      dropped: [['ready'], ['videoConferenceJoined', { id: 'a' }], error('connection.droppedError')],
      refused: [['ready'], error('connection.passwordRequired')],
      other: [error('conference.iceFailed')],
      full: [['ready'], error('conference.max_users')],
      closing: [['ready'], ['videoConferenceJoined', { id: 'a' }], ['videoConferenceLeft', {}]],
    }[act];
    Promise.resolve().then(async () => {
      for (const [name, payload] of says) {
        await null;
        for (const hear of [...(this.hearing.get(name) ?? [])]) hear(payload);
      }
    });
  }
  addListener(name, hear) {
    window.books.listeners += 1;
    this.hearing.set(name, [...(this.hearing.get(name) ?? []), hear]);
  }
  removeListener(name, hear) {
    const before = this.hearing.get(name) ?? [];
    const after = before.filter((one) => one !== hear);
    window.books.listeners -= before.length - after.length;
    this.hearing.set(name, after);
  }
  getSupportedEvents() { return ['ready', 'aNewEvent']; }
  executeCommand() {}
  dispose() {
    if (!this.frame) return;
    window.books.disposed += 1;
    this.frame.remove();
    this.frame = undefined;
    for (const [name, all] of this.hearing) { window.books.listeners -= all.length; this.hearing.delete(name); }
  }
};`;
