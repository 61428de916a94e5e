//! Work that is the same for every row, done by two threads where there are many rows.

/// Below so many rows a second thread is not worth its beginning.
const WORTH_SHARING: usize = 2_048;

/// Returns what `each` makes of every element and its place in the list, in order.
pub(super) fn share<T: Send, R: Send>(mut list: Vec<T>, each: impl Fn(usize, T) -> R + Sync) -> Vec<R> {
    let n = list.len();
    if n < WORTH_SHARING {
        return list.into_iter().enumerate().map(|(at, element)| each(at, element)).collect();
    }
    let middle = n / 2;
    let second = list.split_off(middle);
    let each = &each;
    std::thread::scope(|scope| {
        let second = scope.spawn(move || -> Vec<R> { (middle..).zip(second).map(|(at, element)| each(at, element)).collect() });
        let mut all = Vec::with_capacity(n);
        all.extend(list.into_iter().enumerate().map(|(at, element)| each(at, element)));
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
            assert_eq!(share(list, |at, element| element + at), (0..n).map(|at| at * 4).collect::<Vec<_>>());
        }
    }
}
