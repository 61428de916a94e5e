//! Work that is the same for every row, done by two threads where there are many rows.

/// Below so many rows a second thread is not worth its beginning.
const WORTH_SHARING: usize = 2_048;

/// Returns what `each` makes of every element and its place in the list, in order.
pub(super) fn share<T: Sync, R: Send>(list: &[T], each: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let made = |(at, element)| each(at, element);
    if list.len() < WORTH_SHARING {
        return list.iter().enumerate().map(made).collect();
    }
    let (first, second) = list.split_at(list.len() / 2);
    let made = &made;
    std::thread::scope(|scope| {
        let second = scope.spawn(move || (first.len()..).zip(second).map(made).collect::<Vec<R>>());
        let mut all = Vec::with_capacity(list.len());
        all.extend(first.iter().enumerate().map(made));
        all.append(&mut second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept() {
        for n in [0, 1, 2_047, 2_048, 5_001] {
            let list: Vec<usize> = (0..n).map(|at| at * 3).collect();
            assert_eq!(share(&list, |at, element| element + at), (0..n).map(|at| at * 4).collect::<Vec<_>>());
        }
    }
}
