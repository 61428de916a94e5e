//! Chance that is the same every time: a small generator of numbers (xorshift64*, Vigna 2016).

/// A sequence of numbers that its seed determines.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    /// Begins a sequence; like seeds give unlike ones.
    pub(super) fn new(seed: u64) -> Self {
        // One step of splitmix64 (Steele, Lea and Flood 2014), since the state must not be zero.
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self { state: (z ^ (z >> 31)) | 1 }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `n`, or zero where there is none.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(n)) >> 32).unwrap_or(0)
    }

    /// Returns a number below `n`, which is far below 2^64, or zero where there is none.
    pub(super) fn long(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    /// Returns a place below `n`, or zero where there is none.
    pub(super) fn place(&mut self, n: usize) -> usize {
        self.below(super::csr::index(n)) as usize
    }
}
