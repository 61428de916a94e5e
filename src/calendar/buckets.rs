//! Where to begin looking in a sorted list: a table over the values, so that a search costs one look and a step or two.
//!
//! Halving a list of six hundred blocks takes ten steps that no processor can foresee; the table costs two numbers a block.

/// For every stretch of values, as wide as a power of two, which item is the first to begin in it or after.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    /// The value of the second item, where the table begins; everything before belongs to the first.
    start: u32,
    shift: u32,
    /// One more than there are stretches.
    firsts: Vec<u32>,
}

impl Buckets {
    /// Makes the table of ascending `values`, which may repeat.
    pub(super) fn of(values: impl ExactSizeIterator<Item = u32> + Clone) -> Self {
        let n_values = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let (Some(start), Some(last)) = (values.clone().nth(1), values.clone().last()) else { return Self::default() };
        let mut shift = 0;
        while n_values.saturating_mul(2) <= (last - start) >> shift {
            shift += 1;
        }
        let mut firsts = Vec::with_capacity(((last - start) >> shift) as usize + 2);
        for (value, index) in values.zip(0u32..).skip(1) {
            let bucket = ((value - start) >> shift) as usize;
            while firsts.len() <= bucket {
                firsts.push(index);
            }
        }
        firsts.push(n_values);
        Self { start, shift, firsts }
    }

    /// Returns the last of `items` whose value is at most `wanted`; the first where all are greater.
    pub(super) fn find<'i, T>(&self, items: &'i [T], wanted: u32, value: impl Fn(&T) -> u32) -> Option<&'i T> {
        if self.firsts.is_empty() || wanted < self.start {
            return items.first();
        }
        let bucket = ((wanted - self.start) >> self.shift) as usize;
        let (Some(from), Some(to)) = (self.firsts.get(bucket), self.firsts.get(bucket + 1)) else { return items.last() };
        let (from, to) = (*from as usize, *to as usize);
        let begun = items.get(from..to)?.partition_point(|item| value(item) <= wanted);
        items.get((from + begun).wrapping_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_finds_what_halving_finds() {
        let lists: [&[u32]; 6] =
            [&[0], &[0, 7], &[0, 0, 0, 5], &[0, 3, 3, 3, 4, 90, 91, 92, 100_000], &[0, 1_000, 1_001, 4_000_000_000], &[0, 5, 5]];
        for list in lists {
            let buckets = Buckets::of(list.iter().copied());
            let near = list.iter().flat_map(|value| [value.saturating_sub(1), *value, *value + 1]);
            for wanted in near.chain([50, 4_100_000_000]) {
                let halving = list.partition_point(|value| *value <= wanted).saturating_sub(1);
                let found = buckets.find(list, wanted, |value| *value).unwrap();
                assert!(std::ptr::eq(found, &list[halving]), "{wanted} in {list:?}");
            }
        }
    }
}
