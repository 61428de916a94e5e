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

    /// Returns a number from zero to `most`, or zero where that is less.
    pub(super) fn upto(&mut self, most: i32) -> i32 {
        let n = u32::try_from(most).map_or(0, |most| most + 1);
        i32::try_from(self.below(n)).unwrap_or(0)
    }

    /// Returns a number below `total`, which may be very large, or zero where there is none.
    pub(super) fn part(&mut self, total: u128) -> u128 {
        let (high, low) = (total >> 32, total & u128::from(u32::MAX));
        high * u128::from(self.next() >> 32) + ((low * u128::from(self.next() >> 32)) >> 32)
    }

    /// Returns a place below `n`, or zero where there is none.
    pub(super) fn place(&mut self, n: usize) -> usize {
        self.below(super::csr::index(n)) as usize
    }
}
