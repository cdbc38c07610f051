//! How loud the microphone is, a few times a second.

use gloo_timers::callback::Interval;
use web_sys::{AudioContext, MediaStream, MediaStreamTrack};

/// How often it is looked at, in milliseconds.
const EVERY_MS: u32 = 100;
/// How many steps the meter has.
const STEPS: f32 = 5.0;

/// Closes the audio context with its owner: a browser allows only a few.
struct Context(AudioContext);

impl Drop for Context {
    fn drop(&mut self) {
        // The promise says when it is closed; nobody waits for that.
        let _ = self.0.close();
    }
}

/// A running meter. Dropping it stops it.
pub(super) struct Meter {
    _ticks: Interval,
}

impl Meter {
    /// Tells the level, 0 to 5, whenever it changes.
    pub(super) fn start(track: &MediaStreamTrack, tell: impl Fn(u8) + 'static) -> Option<Self> {
        let context = AudioContext::new().ok().map(Context)?;
        let stream = MediaStream::new().ok()?;
        stream.add_track(track);
        let source = context.0.create_media_stream_source(&stream).ok()?;
        let analyser = context.0.create_analyser().ok()?;
        analyser.set_fft_size(256);
        source.connect_with_audio_node(&analyser).ok()?;
        let mut samples = [0.0_f32; 256];
        let mut last = 0;
        let ticks = Interval::new(EVERY_MS, move || {
            // It lives as long as the ticks do.
            let _context = &context;
            analyser.get_float_time_domain_data(&mut samples);
            let level = step(&samples);
            if level != last {
                tell(level);
                last = level;
            }
        });
        Some(Self { _ticks: ticks })
    }
}

/// The loudness in steps: root mean square, with speech at about three steps.
fn step(samples: &[f32]) -> u8 {
    let sum: f32 = samples.iter().map(|sample| sample * sample).sum();
    #[expect(clippy::cast_precision_loss, reason = "there are 256 samples")]
    let loudness = (sum / samples.len() as f32).sqrt();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 5")]
    let step = (loudness.sqrt() * 2.0 * STEPS).min(STEPS) as u8;
    step
}
