//! The line of a link: orthogonal, from edge to edge.

use super::Px;

/// A polyline; the last point is the tip of the arrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    points: [(Px, Px); 8],
    len: u8,
}

impl Route {
    /// Returns the corners, the start first and the tip last.
    #[must_use]
    pub fn points(&self) -> &[(Px, Px)] {
        self.points.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Adds a corner; one on the line through the two before moves the last instead.
    pub(super) fn to(mut self, x: Px, y: Px) -> Self {
        let len = usize::from(self.len);
        let last = len.checked_sub(1).and_then(|at| self.points.get(at)).copied();
        if last == Some((x, y)) {
            return self;
        }
        let before = len.checked_sub(2).and_then(|at| self.points.get(at)).copied();
        let straight = match (before, last) {
            (Some(a), Some(b)) => a.0 == b.0 && b.0 == x || a.1 == b.1 && b.1 == y,
            (None, _) | (_, None) => false,
        };
        let at = if straight { len - 1 } else { len };
        if let Some(point) = self.points.get_mut(at) {
            *point = (x, y);
            self.len = u8::try_from(at + 1).unwrap_or(self.len);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_on_one_line_are_left_out() {
        let route = Route::default().to(Px(0), Px(0)).to(Px(5), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(7));
        assert_eq!(route.points(), [(Px(0), Px(0)), (Px(9), Px(0)), (Px(9), Px(7))]);
    }
}
