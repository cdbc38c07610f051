// Cameras and microphones of the tests: what the page was given, and pages that are given nothing.

import type { Page } from '@playwright/test';

interface Recorded {
  asked: MediaStreamConstraints[];
  tracks: MediaStreamTrack[];
}

declare global {
  interface Window {
    recorded: Recorded;
  }
}

// Notes every request for a camera or a microphone, and every track that was given. To be called
// before the page is opened.
export async function recordMedia(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const recorded: Recorded = { asked: [], tracks: [] };
    window.recorded = recorded;
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
      recorded.asked.push(constraints);
      const stream = await ask(constraints);
      recorded.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

// A machine without any camera or microphone.
export async function withoutDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = async () => [];
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('Requested device not found', 'NotFoundError');
    };
  });
}

// How many of the tracks that the page was given still run, by kind.
export async function runningTracks(page: Page): Promise<{ audio: number; video: number }> {
  return page.evaluate(() => {
    const running = window.recorded.tracks.filter((track) => track.readyState === 'live');
    return {
      audio: running.filter((track) => track.kind === 'audio').length,
      video: running.filter((track) => track.kind === 'video').length,
    };
  });
}

// What the page asked the browser for.
export async function askedFor(page: Page): Promise<{ audio: boolean; video: boolean }[]> {
  return page.evaluate(() =>
    window.recorded.asked.map(({ audio, video }) => ({ audio: Boolean(audio), video: Boolean(video) })),
  );
}
