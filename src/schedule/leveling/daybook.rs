//! What is booked of one person or thing, over its own working time.
//!
//! Time is counted in working time alone, so that work which ends on Friday touches work which begins on Monday, and what
//! touches is one stretch: the list stays short however much is booked.

/// Somebody is wanted with all that they have, whatever that is at the time.
pub(in crate::schedule) const ALL: u32 = 1 << 30;

/// Stretches of one amount each, in order.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Profile {
    /// The first begins at nothing; each reaches to the next, the last for ever.
    stretches: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    from: u32,
    used: u32,
    limit: u32,
}

impl Stretch {
    const fn fits(&self, units: u32) -> bool {
        if units == ALL { self.used == 0 } else { self.used.saturating_add(units) <= self.limit }
    }
}

impl Profile {
    /// Nothing is booked; `limits` say from where on there is how much, the first from nothing.
    pub(in crate::schedule) fn new(limits: &[(u32, u32)]) -> Self {
        Self { stretches: limits.iter().map(|(from, limit)| Stretch { from: *from, used: 0, limit: (*limit).min(ALL - 1) }).collect() }
    }

    /// Returns the index of the stretch that holds `place`.
    fn index(&self, place: u32) -> usize {
        self.stretches.partition_point(|stretch| stretch.from <= place).saturating_sub(1)
    }

    fn end(&self, index: usize) -> u32 {
        self.stretches.get(index + 1).map_or(u32::MAX, |next| next.from)
    }

    /// Returns the first place at or after `from` at which `units` are free for `length`.
    pub(in crate::schedule) fn first_fit(&self, from: u32, length: u32, units: u32) -> u32 {
        let mut index = self.index(from);
        let mut at = from;
        while let Some(stretch) = self.stretches.get(index) {
            let end = self.end(index);
            if !stretch.fits(units) {
                at = end;
            } else if length <= end.saturating_sub(at) {
                break;
            }
            index += 1;
        }
        at
    }

    /// Returns the last place at or before `to` up to which `units` are free for `length`, or nothing if there is none.
    pub(in crate::schedule) fn last_fit(&self, to: u32, length: u32, units: u32) -> Option<u32> {
        let mut index = self.index(to.saturating_sub(1));
        let mut at = to;
        loop {
            let stretch = self.stretches.get(index)?;
            if !stretch.fits(units) {
                at = stretch.from;
            } else if length <= at.saturating_sub(stretch.from) {
                return Some(at);
            }
            index = index.checked_sub(1)?;
        }
    }

    /// Returns where the last stretch within `from..to` ends at which `units` are not free.
    pub(in crate::schedule) fn blocked_until(&self, from: u32, to: u32, units: u32) -> Option<u32> {
        let (first, last) = (self.index(from), self.index(to.saturating_sub(1)));
        let mut within = (first..=last).rev().filter(|_| from < to);
        within.find(|index| self.stretches.get(*index).is_some_and(|stretch| !stretch.fits(units))).map(|index| self.end(index))
    }

    /// Returns where the first stretch within `from..to` begins at which `units` are not free.
    pub(in crate::schedule) fn blocked_from(&self, from: u32, to: u32, units: u32) -> Option<u32> {
        let rest = self.stretches.get(self.index(from)..).unwrap_or(&[]);
        let mut within = rest.iter().take_while(|stretch| stretch.from < to).filter(|_| from < to);
        within.find(|stretch| !stretch.fits(units)).map(|stretch| stretch.from)
    }

    /// Books `units` from `from` to `to`.
    pub(in crate::schedule) fn add(&mut self, from: u32, to: u32, units: u32) {
        self.change(from, to, |used| used.saturating_add(units));
    }

    /// Takes back what was booked.
    pub(in crate::schedule) fn remove(&mut self, from: u32, to: u32, units: u32) {
        self.change(from, to, |used| used.saturating_sub(units));
    }

    fn change(&mut self, from: u32, to: u32, change: impl Fn(u32) -> u32) {
        if to <= from {
            return;
        }
        let first = self.cut(from);
        let end = self.cut(to);
        for stretch in self.stretches.get_mut(first..end).unwrap_or_default() {
            stretch.used = change(stretch.used);
        }
        self.join(end);
        self.join(first);
    }

    /// Returns the index of the stretch that begins at `place`, which is made if there is none.
    fn cut(&mut self, place: u32) -> usize {
        let next = self.stretches.partition_point(|stretch| stretch.from < place);
        if self.stretches.get(next).is_none_or(|stretch| stretch.from != place)
            && let Some(before) = next.checked_sub(1).and_then(|before| self.stretches.get(before)).copied()
        {
            self.stretches.insert(next, Stretch { from: place, ..before });
        }
        next
    }

    /// Joins the stretch at `index` to the one before, if they are alike.
    fn join(&mut self, index: usize) {
        let before = index.checked_sub(1).and_then(|before| self.stretches.get(before));
        let alike = |one: &Stretch, other: &Stretch| (one.used, one.limit) == (other.used, other.limit);
        if before.zip(self.stretches.get(index)).is_some_and(|(one, other)| alike(one, other)) {
            self.stretches.remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_one_stretch() {
        let mut profile = Profile::new(&[(0, 10_000)]);
        profile.add(0, 10, ALL);
        profile.add(20, 30, ALL);
        profile.add(10, 20, ALL);
        assert_eq!(profile.stretches.len(), 2);
        profile.remove(10, 20, ALL);
        assert_eq!((profile.first_fit(0, 10, ALL), profile.first_fit(0, 11, ALL)), (10, 30));
        assert_eq!((profile.last_fit(25, 10, ALL), profile.last_fit(25, 11, ALL)), (Some(20), None));
    }

    #[test]
    fn shares_add_up_to_the_limit_of_the_time() {
        let mut profile = Profile::new(&[(0, 10_000), (50, 5_000), (80, 10_000)]);
        profile.add(0, 100, 5_000);
        assert_eq!(profile.first_fit(0, 40, 5_000), 0);
        assert_eq!(profile.first_fit(20, 40, 5_000), 80);
        assert_eq!(profile.first_fit(0, 10, ALL), 100);
        assert_eq!((profile.blocked_until(0, 90, 5_000), profile.blocked_from(0, 90, 5_000)), (Some(80), Some(50)));
        assert_eq!(profile.blocked_until(0, 50, 5_000), None);
    }
}
