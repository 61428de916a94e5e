//! Ids and the lists they index: an id is only ever made by the arena that holds its item.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

/// The number of an item in its arena.
pub trait Id: Copy {
    /// Returns the id numbered so.
    fn from_index(index: u32) -> Self;
    /// Returns the number.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl Id for $name {
            fn from_index(index: u32) -> Self { Self(index) }
            fn index(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// A phase, task or milestone.
    TaskId
    /// A person, team, resource or label.
    ResourceId
    /// A calendar; 0 is the standard calendar.
    CalendarId
    /// The two dates that an item is given instead of a length.
    GivenId
}

impl TaskId {
    /// The number of no item, where an item may be missing and room is dear.
    pub(crate) const NONE: Self = Self(u32::MAX);
}

/// A list that is indexed by ids.
#[derive(Clone, Debug)]
pub struct Arena<I, T> {
    items: Vec<T>,
    id: PhantomData<I>,
}

impl<I: Id, T> Arena<I, T> {
    /// Returns an empty list with room for `capacity` items.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { items: Vec::with_capacity(capacity), id: PhantomData }
    }

    /// Adds an item and returns its id.
    pub fn push(&mut self, item: T) -> I {
        let id = I::from_index(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        self.items.push(item);
        id
    }

    /// Returns how many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the items with their ids, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (I::from_index(u32::try_from(index).unwrap_or(u32::MAX)), item))
    }

    /// Returns the ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + Clone + use<I, T> {
        (0..u32::try_from(self.items.len()).unwrap_or(u32::MAX)).map(I::from_index)
    }

    /// Returns the items of a range of ids.
    #[must_use]
    pub fn slice(&self, range: Range<I>) -> &[T] {
        self.items.get(range.start.index()..range.end.index()).unwrap_or(&[])
    }

    /// Returns the items in order.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }
}

impl<I: Id, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

#[allow(clippy::indexing_slicing, reason = "ids come from the arena that they index")]
impl<I: Id, T> Index<I> for Arena<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

#[allow(clippy::indexing_slicing, reason = "ids come from the arena that they index")]
impl<I: Id, T> IndexMut<I> for Arena<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}
