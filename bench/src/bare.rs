//! What the cryptography alone can do here.

use std::{
    thread,
    time::{Duration, Instant},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::RSA_PKCS1_SHA256,
};

use crate::Outcome;

/// RSA-4096 signatures a second on all cores, of a message as long as a token's signing input.
pub fn rate(length: Duration) -> Outcome<f64> {
    let key = KeyPair::generate(KeySize::Rsa4096).map_err(|_| "no key could be made")?;
    let cores = thread::available_parallelism()?.get();
    let started = Instant::now();
    let signed: u32 = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| sign_for(&key, started, length))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    Ok(f64::from(signed) / started.elapsed().as_secs_f64())
}

fn sign_for(key: &KeyPair, started: Instant, length: Duration) -> u32 {
    let (random, message) = (SystemRandom::new(), [7_u8; 700]);
    let mut signature = vec![0; key.public_modulus_len()];
    let mut signed = 0;
    while started.elapsed() < length {
        if key.sign(&RSA_PKCS1_SHA256, &random, &message, &mut signature).is_ok() {
            signed += 1;
        }
    }
    signed
}
