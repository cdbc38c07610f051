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

use crate::{Outcome, closed::count, processor};

/// A key of the size that the server signs with.
pub struct BareKey(KeyPair);

/// What it did.
#[derive(Clone, Copy, Debug)]
pub struct Bare {
    /// Signatures a second on all cores.
    pub rate: f64,
    /// Milliseconds of one core that a signature takes.
    pub cost: f64,
    cores: f64,
}

impl Bare {
    /// Signatures a second if nothing else had run: other programs take cores, but hardly make a
    /// signature dearer.
    pub fn undisturbed(&self) -> f64 {
        self.cores * 1000.0 / self.cost
    }
}

impl BareKey {
    /// Makes a key of 4096 bits.
    pub fn new() -> Outcome<Self> {
        Ok(Self(KeyPair::generate(KeySize::Rsa4096).map_err(|_| "no key could be made")?))
    }

    /// Signs on all cores for a while.
    pub fn measure(&self, length: Duration) -> Outcome<Bare> {
        let cores = thread::available_parallelism()?.get();
        let (started, used) = (Instant::now(), processor::used_by(std::process::id())?);
        let signed: u64 = thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| self.sign_for(started, length))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
        });
        let used = processor::used_by(std::process::id())? - used;
        let rate = count(signed) / started.elapsed().as_secs_f64();
        Ok(Bare { rate, cost: used * 1000.0 / count(signed), cores: f64::from(u32::try_from(cores)?) })
    }

    /// A message as long as a token's signing input, again and again.
    fn sign_for(&self, started: Instant, length: Duration) -> u64 {
        let (random, message) = (SystemRandom::new(), [7_u8; 700]);
        let mut signature = vec![0; self.0.public_modulus_len()];
        let mut signed = 0;
        while started.elapsed() < length {
            signed += u64::from(self.0.sign(&RSA_PKCS1_SHA256, &random, &message, &mut signature).is_ok());
        }
        signed
    }
}
