// The texts of the pages, as their files have them, and what is left in the wrong language.

import { type Page, expect } from '@playwright/test';
import { readFileSync } from 'node:fs';

const FILES = ['common', 'pages', 'refusals', 'meeting', 'durations', 'http'];

// The texts of a language by their keys: those of one line, without what is filled in.
export function texts(language: 'en' | 'de'): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of FILES) {
    const lines = readFileSync(new URL(`../../locales/${language}/${file}.ftl`, import.meta.url), 'utf8');
    for (const [, key, text] of lines.matchAll(/^([a-z-]+) = (.+)$/gm)) {
      found.set(key, text.replace(/^\{" "\}/, '').trim());
    }
  }
  return found;
}

// The same without whatever stands in braces.
function parts(text: string): string[] {
  return text
    .split(/\{[^}]*\}/)
    .map((part) => part.trim())
    .filter((part) => /\p{Letter}{3}/u.test(part));
}

const [english, german] = [texts('en'), texts('de')];
const said = [...german.values()].join('\n');
// A device of the browser may be called `Default`.
const ENGLISH = [...english]
  .filter(([key]) => !key.startsWith('device-'))
  .flatMap(([, text]) => parts(text))
  .filter((part) => !whole(part).test(said));

// The text as whole words.
function whole(text: string): RegExp {
  const plain = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{Letter}-])${plain}(?![\\p{Letter}-])`, 'u');
}

// All that a page of ours says to the eye and to a screen reader, what is folded in too.
async function allSaid(page: Page): Promise<string> {
  return page.evaluate(() => {
    const own = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('script, style, template, iframe, [lang="en"]'));
    const texts = own.flatMap((element) => {
      const attributes = ['aria-label', 'placeholder', 'title', 'alt', 'data-done', 'data-press'];
      const spoken = attributes.map((name) => element.getAttribute(name) ?? '');
      const nodes = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      return [...spoken, ...nodes.map((node) => (node.textContent ?? '').replace(/\s+/g, ' ').trim())];
    });
    return [document.title, ...texts].filter(Boolean).join('\n');
  });
}

// Fails if the page is not in German from its language to its last word.
export async function isGerman(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const all = await allSaid(page);
  expect(ENGLISH.length).toBeGreaterThan(150);
  expect.soft(ENGLISH.filter((text) => whole(text).test(all)), `English on ${page.url()}`).toEqual([]);
}

// The German text with that key.
export function deutsch(key: string): string {
  const text = german.get(key);
  if (!text) throw new Error(`there is no text ${key}`);
  return text;
}
