//! The parser that pest derives from `grammar/plan.pest`.
//!
//! The derive writes a public enum of rules without docs; it stays behind this door.

#![allow(missing_docs, reason = "the rules are documented in the grammar")]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/plan.pest"]
pub(super) struct PlanGrammar;
