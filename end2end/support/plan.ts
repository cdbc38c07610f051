// Random plans of what goes wrong on the way into a meeting; the same seed is the same plan.

import type { Mount } from './stand-in';

export type ScriptFault = 'ok' | 'fail' | 'hang' | 'empty';
export type TokenFault = 'ok' | 'cut' | 'hang' | 'html' | '429' | '429 after 3' | '502' | '503' | '504' | '403' | '410';
export type PageEvent = 'nothing' | 'retry' | 'offline and online' | 'hide and show' | 'sleep';

export interface Plan {
  direct: boolean;
  script: ScriptFault[];
  token: TokenFault[];
  mount: Mount[];
  // One for each look at the page.
  events: PageEvent[];
}

// Mulberry32: small, and good enough to pick faults.
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function planOf(seed: number): Plan {
  const chance = chances(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)];
  const some = <T>(from: readonly T[], most: number): T[] =>
    Array.from({ length: Math.floor(chance() * (most + 1)) }, () => pick(from));
  return {
    direct: chance() < 0.5,
    script: some(['ok', 'fail', 'fail', 'hang', 'empty'], 6),
    token: some(['ok', 'cut', 'hang', 'html', '429', '429 after 3', '502', '503', '504', '403', '410'], 5),
    mount: some(['join', 'throw', 'silent', 'ready', 'lobby', 'dropped', 'refused', 'other', 'full', 'closing'], 4),
    events: some(['nothing', 'nothing', 'retry', 'offline and online', 'hide and show', 'sleep'], 6),
  };
}
