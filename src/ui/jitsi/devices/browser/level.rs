//! How loud the microphone is, a few times a second.

use gloo_timers::future::TimeoutFuture;
use web_sys::{AudioContext, MediaStream, MediaStreamTrack};

/// How often it is looked at, in milliseconds.
const EVERY_MS: u32 = 100;
/// How many steps the meter has.
const STEPS: f32 = 5.0;

/// Closes the audio context with its owner: a browser allows only a few.
struct Context(AudioContext);

impl Drop for Context {
    fn drop(&mut self) {
        if let Ok(promise) = self.0.close() {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
}

/// Tells the level, 0 to 5, until the track ends or the task is stopped.
pub(super) async fn watch(track: MediaStreamTrack, tell: impl Fn(u8)) {
    let Ok(context) = AudioContext::new().map(Context) else { return };
    let Ok(stream) = MediaStream::new() else { return };
    stream.add_track(&track);
    let (Ok(source), Ok(analyser)) = (context.0.create_media_stream_source(&stream), context.0.create_analyser())
    else {
        return;
    };
    analyser.set_fft_size(256);
    if source.connect_with_audio_node(&analyser).is_err() {
        return;
    }
    let mut samples = [0.0_f32; 256];
    let mut last = 0;
    loop {
        TimeoutFuture::new(EVERY_MS).await;
        analyser.get_float_time_domain_data(&mut samples);
        let level = step(&samples);
        if level != last {
            tell(level);
            last = level;
        }
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
