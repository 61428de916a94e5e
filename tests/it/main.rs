//! Whole-path tests: plans and what must come of them.

mod support;
