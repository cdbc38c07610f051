// What was found, said at once and written down in the form that `greenroom-bench report` reads.

import { mkdir, writeFile } from 'node:fs/promises';

const FOLDER = '../target/bench';

export interface Figure {
  measure: string;
  value: number;
  unit: string;
  target?: { at_least: number } | { at_most: number };
}

const rows: { name: string; figures: Figure[] }[] = [];

export function row(name: string, ...figures: Figure[]): void {
  rows.push({ name, figures });
  const words = figures.map(({ measure, value, unit }) => `${measure} ${value.toFixed(2)} ${unit}`);
  console.log(`${name.padEnd(44)} ${words.join(', ')}`);
}

export async function save(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/pages.json`, JSON.stringify(rows, null, 2));
}
