//! Answers of a condition that are known already.
//!
//! Most conditions only compare facts with fixed values: `tie.touches >= 0.5`. Then all
//! facts that lie the same way to these values get the same answer, and CEL is asked once
//! for each of the few ways: of 115 ties of a site, a hundred are as far from touching it as
//! the others. The answers are CEL's own. What is no such comparison is asked every time.

use std::sync::atomic::{AtomicU8, Ordering};

use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr, ListExpr, LiteralValue, SelectExpr, operators,
};
use cel::parser::Expression;

use super::facts::{About, NumberFact, TextFact};

/// Most ways that are told apart; beyond, every answer is asked for.
const WAYS_MAX: usize = 4_096;
/// An integer up to this is the same number as a float.
const EXACT_MAX: u64 = 1 << 53;

const UNKNOWN: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

/// The answers, by how facts lie to what they are compared with.
pub(super) struct Answers {
    asked: Asked,
    /// What is asked of every tie that matched, in `matched.exists(tie, …)` and the like: the
    /// answer depends on the ways in which any of them lies, and not on how many do.
    of_matched: Vec<Asked>,
    known: Vec<AtomicU8>,
}

/// What facts are compared with.
#[derive(Default)]
struct Asked {
    numbers: Vec<NumberAsked>,
    texts: Vec<TextAsked>,
}

struct NumberAsked {
    fact: NumberFact,
    /// What it is compared with, ascending.
    bounds: Vec<f64>,
}

struct TextAsked {
    fact: TextFact,
    /// What it may be.
    is: Vec<String>,
    /// What it may begin with.
    begins: Vec<String>,
}

impl Answers {
    /// Returns `None` for an expression that does more than compare facts with fixed values.
    pub(super) fn to(expression: &Expression) -> Option<Self> {
        let mut answers =
            Self { asked: Asked::default(), of_matched: Vec::new(), known: Vec::new() };
        let Self { asked, of_matched, .. } = &mut answers;
        asked.take(&expression.expr, &mut |every| {
            of_matched.push(Asked::of_every(every)?);
            Some(())
        })?;
        let ways = answers.ways()?;
        let unknown = || AtomicU8::new(UNKNOWN);
        answers.known = (ways <= WAYS_MAX).then(|| (0..ways).map(|_| unknown()).collect())?;
        Some(answers)
    }

    /// Of ties that matched, every set of ways is one.
    fn ways(&self) -> Option<usize> {
        let mut sets = self
            .of_matched
            .iter()
            .map(|asked| 1_usize.checked_shl(u32::try_from(asked.ways()?).ok()?));
        sets.try_fold(self.asked.ways()?, |all, sets| all.checked_mul(sets?))
    }

    /// Returns the answer to facts that lie like these, or asks for it. An error is not kept.
    pub(super) fn known_or<E>(
        &self,
        about: &About<'_>,
        ask: impl FnOnce() -> Result<bool, E>,
    ) -> Result<bool, E> {
        let Some(answer) = self.way(about).and_then(|way| self.known.get(way)) else {
            return ask();
        };
        // Whoever else asks meanwhile gets the same answer.
        match answer.load(Ordering::Relaxed) {
            UNKNOWN => {
                let asked = ask()?;
                answer.store(if asked { YES } else { NO }, Ordering::Relaxed);
                Ok(asked)
            }
            known => Ok(known == YES),
        }
    }

    /// Returns the number of the way in which the facts lie; `None` where one is not told.
    fn way(&self, about: &About<'_>) -> Option<usize> {
        let mut way = self.asked.way(about)?;
        for asked in &self.of_matched {
            let mut set = 0;
            for tie in about.each_matched()? {
                set |= 1 << asked.way(&tie)?;
            }
            way = (way << asked.ways()?) | set;
        }
        Some(way)
    }
}

impl Asked {
    /// Returns what a condition about every tie that matched compares the ties with.
    fn of_every(condition: &Expr) -> Option<Self> {
        let mut asked = Self::default();
        // Ties of ties are none.
        asked.take(condition, &mut |_| None)?;
        let is_of_ties = asked.numbers.iter().all(|asked| asked.fact.is_of_tie())
            && asked.texts.iter().all(|asked| asked.fact.is_of_tie());
        is_of_ties.then_some(asked)
    }

    /// How many ways facts can lie.
    fn ways(&self) -> Option<usize> {
        let numbers = self.numbers.iter().map(|asked| Some(asked.ways()));
        let mut ways = numbers.chain(self.texts.iter().map(TextAsked::ways));
        ways.try_fold(1_usize, |all, ways| all.checked_mul(ways?))
    }

    fn way(&self, about: &About<'_>) -> Option<usize> {
        let mut way = 0;
        for asked in &self.numbers {
            way = way * asked.ways() + asked.way(about.number(asked.fact)?);
        }
        for asked in &self.texts {
            way = way * asked.ways()? + asked.way(about.text(asked.fact)?);
        }
        Some(way)
    }

    /// - `every`: takes what is asked of every tie that matched.
    fn take(&mut self, expr: &Expr, every: &mut dyn FnMut(&Expr) -> Option<()>) -> Option<()> {
        match expr {
            Expr::Literal(_) => Some(()),
            Expr::Call(call) => self.take_comparison(call).or_else(|| {
                let target = call.target.iter().map(|target| &target.expr);
                let mut parts = target.chain(call.args.iter().map(|arg| &arg.expr));
                parts.try_for_each(|part| self.take(part, every))
            }),
            Expr::Comprehension(each) => every(of_each_matched(each)?),
            // A fact by itself, or something that goes through other lists.
            _ => None,
        }
    }

    fn take_comparison(&mut self, call: &CallExpr) -> Option<()> {
        if let (Some(target), [begin]) = (&call.target, &call.args[..]) {
            if call.func_name != "startsWith" {
                return None;
            }
            let asked = self.text(text_fact(&target.expr)?);
            asked.begins.push(text(&begin.expr)?);
            return Some(());
        }
        let [left, right] = &call.args[..] else { return None };
        match call.func_name.as_str() {
            operators::IN => {
                let fact = text_fact(&left.expr)?;
                let Expr::List(ListExpr { elements, optional_indices }) = &right.expr else {
                    return None;
                };
                let texts = elements.iter().map(|one| text(&one.expr)).collect::<Option<Vec<_>>>();
                let texts = texts.filter(|_| optional_indices.is_empty())?;
                self.text(fact).is.extend(texts);
                Some(())
            }
            operators::EQUALS
            | operators::NOT_EQUALS
            | operators::LESS
            | operators::LESS_EQUALS
            | operators::GREATER
            | operators::GREATER_EQUALS => self
                .take_compared(&left.expr, &right.expr)
                .or_else(|| self.take_compared(&right.expr, &left.expr)),
            _ => None,
        }
    }

    fn take_compared(&mut self, fact: &Expr, with: &Expr) -> Option<()> {
        if let Some((fact, bound)) = number_fact(fact).zip(number(with)) {
            let bounds = &mut self.number(fact).bounds;
            bounds.push(bound);
            bounds.sort_by(f64::total_cmp);
            bounds.dedup();
            return Some(());
        }
        let (fact, is) = text_fact(fact).zip(text(with))?;
        self.text(fact).is.push(is);
        Some(())
    }

    fn number(&mut self, fact: NumberFact) -> &mut NumberAsked {
        let at = self.numbers.iter().position(|asked| asked.fact == fact);
        let at = at.unwrap_or_else(|| {
            self.numbers.push(NumberAsked { fact, bounds: Vec::new() });
            self.numbers.len() - 1
        });
        &mut self.numbers[at]
    }

    fn text(&mut self, fact: TextFact) -> &mut TextAsked {
        let at = self.texts.iter().position(|asked| asked.fact == fact);
        let at = at.unwrap_or_else(|| {
            self.texts.push(TextAsked { fact, is: Vec::new(), begins: Vec::new() });
            self.texts.len() - 1
        });
        &mut self.texts[at]
    }
}

impl NumberAsked {
    /// Below, on, between and above the bounds; or no number, which compares with nothing.
    const fn ways(&self) -> usize {
        2 * self.bounds.len() + 2
    }

    fn way(&self, number: f64) -> usize {
        if number.is_nan() {
            return 2 * self.bounds.len() + 1;
        }
        let below = self.bounds.iter().filter(|bound| **bound < number).count();
        2 * below + usize::from(self.bounds.get(below) == Some(&number))
    }
}

impl TextAsked {
    fn ways(&self) -> Option<usize> {
        let begins = 1_usize.checked_shl(u32::try_from(self.begins.len()).ok()?)?;
        begins.checked_mul(self.is.len() + 1)
    }

    fn way(&self, text: &str) -> usize {
        let is = self.is.iter().position(|is| is == text).unwrap_or(self.is.len());
        self.begins
            .iter()
            .fold(is, |way, begin| 2 * way + usize::from(text.starts_with(begin.as_str())))
    }
}

/// The condition of `matched.exists(tie, …)` or `matched.all(tie, …)`, which are true where
/// it holds of any tie or of every one: `None` of all else that goes through a list.
fn of_each_matched(each: &ComprehensionExpr) -> Option<&Expr> {
    let is_matched = matches!(&each.iter_range.expr, Expr::Ident(name) if name == "matched");
    let is_accu = |expr: &Expr| matches!(expr, Expr::Ident(name) if *name == each.accu_var);
    let is_tie = each.iter_var == "tie" && each.iter_var2.is_none();
    let begins = matches!(&each.accu_init.expr, Expr::Literal(LiteralValue::Boolean(_)));
    let Expr::Call(CallExpr { func_name, target: None, args }) = &each.loop_step.expr else {
        return None;
    };
    let [so_far, condition] = &args[..] else { return None };
    let is_any_or_all = [operators::LOGICAL_OR, operators::LOGICAL_AND]
        .contains(&func_name.as_str())
        && is_accu(&so_far.expr)
        && is_accu(&each.result.expr);
    (is_matched && is_tie && begins && is_any_or_all).then_some(&condition.expr)
}

/// `tie.share`, `site.area_ha`, `size(matched)`, `matched.size()` …
fn number_fact(expr: &Expr) -> Option<NumberFact> {
    if let Expr::Call(CallExpr { func_name, target, args }) = expr {
        let of = match (target, &args[..]) {
            (None, [of]) => of,
            (Some(of), []) => of,
            _ => return None,
        };
        let is_size =
            func_name == "size" && matches!(&of.expr, Expr::Ident(name) if name == "matched");
        return is_size.then_some(NumberFact::Matched);
    }
    let (of, field) = selected(expr)?;
    NumberFact::named(of, field)
}

fn text_fact(expr: &Expr) -> Option<TextFact> {
    let (of, field) = selected(expr)?;
    TextFact::named(of, field)
}

fn selected(expr: &Expr) -> Option<(&str, &str)> {
    let Expr::Select(SelectExpr { operand, field, test: false }) = expr else { return None };
    let Expr::Ident(of) = &operand.expr else { return None };
    Some((of, field))
}

fn number(expr: &Expr) -> Option<f64> {
    let Expr::Literal(literal) = expr else { return None };
    match literal {
        LiteralValue::Double(number) => Some(*number.inner()).filter(|number| !number.is_nan()),
        LiteralValue::Int(number) => {
            (number.inner().unsigned_abs() <= EXACT_MAX).then_some(*number.inner() as f64)
        }
        LiteralValue::UInt(number) => {
            (*number.inner() <= EXACT_MAX).then_some(*number.inner() as f64)
        }
        _ => None,
    }
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
