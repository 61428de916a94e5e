//! Lists of lists in two flat arrays, so that walking the neighbours of a job touches memory in one place.

use std::ops::Range;

/// A list of `T` for every row: compressed sparse rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows<T> {
    /// Where each row begins in `items`, and one more: where the last ends.
    bounds: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { bounds: vec![0], items: Vec::new() }
    }
}

impl<T: Copy> Rows<T> {
    /// Sorts `pairs` of a row and an item into `n_rows` rows; within a row they keep their order. Pairs of rows that do not
    /// exist are left out.
    pub(super) fn of(n_rows: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut bounds = vec![0u32; n_rows + 1];
        for (row, _) in pairs.clone() {
            if let Some(count) = bounds.get_mut(row as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for bound in &mut bounds {
            total += *bound;
            *bound = total;
        }
        let mut next = bounds.clone();
        let mut items: Vec<T> = pairs.clone().map(|(_, item)| item).take(total as usize).collect();
        for (row, item) in pairs.filter(|(row, _)| (*row as usize) < n_rows) {
            let place = next.get_mut(row as usize);
            if let Some(place) = place {
                if let Some(slot) = items.get_mut(*place as usize) {
                    *slot = item;
                }
                *place += 1;
            }
        }
        Self { bounds, items }
    }

    /// Adds a row after the last.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.bounds.push(index(self.items.len()));
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    /// Returns the items of `row`; a row that does not exist is empty.
    #[inline]
    pub(super) fn row(&self, row: u32) -> &[T] {
        self.items.get(self.range(row)).unwrap_or(&[])
    }

    /// Returns the items of all rows, to change them in place.
    pub(super) fn items_mut(&mut self) -> &mut [T] {
        &mut self.items
    }

    #[inline]
    fn range(&self, row: u32) -> Range<usize> {
        match self.bounds.get(row as usize..row as usize + 2) {
            Some(&[from, to]) => from as usize..to as usize,
            _ => 0..0,
        }
    }
}

/// Returns `n` as the number of a row.
pub(super) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
