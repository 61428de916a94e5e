//! Lengths on the picture, in tenths of a pixel.
//!
//! Whole numbers, so that the same plan gives the same bytes on every machine; a tenth of a pixel is finer than any
//! screen, and thirty-two bits reach over seven million rows.

use std::ops::{Add, Neg, Sub};

/// A length or position in tenths of a pixel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Px(pub i32);

impl Px {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Returns `n` whole pixels, saturating.
    #[must_use]
    pub const fn of(n: i32) -> Self {
        Self(n.saturating_mul(10))
    }

    /// Returns `n` times the length, saturating.
    #[must_use]
    pub fn times(self, n: usize) -> Self {
        Self(self.0.saturating_mul(i32::try_from(n).unwrap_or(i32::MAX)))
    }

    /// Returns half of the length.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }
}

impl Add for Px {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Px {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Px {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}
