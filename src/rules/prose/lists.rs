//! Totals against their parts, and shares against both.

use super::{place, words};
use crate::lint::{Context, Finding, Message, Sink};
use crate::number::Decimal;
use crate::report::prose::lists::{List, Share, TEN_THOUSAND, scaled};
use crate::report::prose::meanings::value;

/// Parts from which a list that may be partial is surely meant to be whole where it misses by little.
const SURELY_WHOLE: usize = 4;
/// A miss that looks like a slip.
const SLIP: i64 = 2;
/// A list that looks whole is so if its parts leave out no more than this part of the total.
const NEARLY_ALL: i64 = 5;
/// The claim of requests received: its meanings are the totals of requests.
const RECEIVED: usize = 0;
/// The claim of requests handled.
const HANDLED: usize = 1;

/// `breakdown-mismatch`. Source: 《政府信息公开条例》第五十条: the report's figures are right.
pub fn breakdown_mismatch(context: &Context, sink: &mut Sink) {
    for list in &context.report.stated.lists {
        let Some((sum, grave)) = judge(context, list) else { continue };
        let finding = finding(context, list, sum);
        if grave { sink.push(finding) } else { sink.push_lowered(finding) }
    }
}

/// The sum of the parts where it denies the total, and whether that is sure; `None` where nothing is to be said.
fn judge(context: &Context, list: &List) -> Option<(i64, bool)> {
    let total = scaled(list.total.value)?;
    let unit = scaled(Decimal::from(1))?;
    let parts: Vec<i64> = list.parts.iter().map(|part| scaled(part.value)).collect::<Option<_>>()?;
    let mut sums = parts.iter().scan(0_i64, |sum, part| {
        *sum = sum.checked_add(*part)?;
        Some(*sum)
    });
    if list.open || list.mixed || list.compared {
        return None;
    }
    if let [part] = parts[..] {
        let others = list.others.iter().filter_map(|other| scaled(*other)).max();
        return (part > total && others.is_none_or(|other| part > other)).then_some((part, true));
    }
    // Parts up to some place may be all, and what follows another list. Of another total a part and nothing are no list.
    let wholes: Vec<i64> = wholes(context, list);
    let two = parts.iter().scan(0, |count, part| {
        *count += usize::from(*part != 0);
        Some(*count > 1)
    });
    let known = |(sum, two): (i64, bool)| sum == total || (two && wholes.contains(&sum));
    if sums.clone().zip(two).skip(1).any(known) {
        return None;
    }
    let sum = sums.by_ref().last()?;
    if list.ten_thousands {
        return (sum.checked_mul(TEN_THOUSAND)? == total).then_some((sum, true));
    }
    let same_everywhere = parts.iter().all(|part| *part <= total) && parts.contains(&total);
    let miss = (sum - total).abs();
    if sum > total {
        // 网站73条、公众号73条: the same in several places. Where each has its own, the places may still share some.
        let sure = !list.overlapping || miss <= SLIP * unit;
        return (!same_everywhere && (sure || list.in_units)).then_some((sum, sure));
    }
    if list.in_units {
        return None;
    }
    let slip = parts.len() >= SURELY_WHOLE && miss <= SLIP * unit;
    let whole = list.closed || (list.likely && miss.saturating_mul(NEARLY_ALL) <= total);
    (whole || slip).then_some((sum, whole))
}

/// Other totals that the parts may make up: those named before, and where the total is one of requests, those of the table.
fn wholes(context: &Context, list: &List) -> Vec<i64> {
    let mut wholes: Vec<i64> = list.others.iter().filter_map(|other| scaled(*other)).collect();
    let of_requests = of_requests(context);
    if of_requests.contains(&list.total.value.whole()) {
        wholes.extend(of_requests.into_iter().flatten().filter_map(|count| scaled(Decimal::from(count))));
    }
    wholes
}

/// Totals of requests that table 3 shows.
fn of_requests(context: &Context) -> Vec<Option<i64>> {
    let report = context.report;
    let Some(edition) = report.edition else { return Vec::new() };
    let all = crate::report::prose::meanings::meanings(edition);
    let sums = all[RECEIVED].iter().chain(&all[HANDLED]);
    sums.map(|terms| value(&report.tables, terms)).filter(Option::is_some).collect()
}

/// A scaled value as figures are written.
fn written(mut mantissa: i64) -> String {
    let mut scale = 6;
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal { mantissa, scale }.to_string()
}

fn finding(context: &Context, list: &List, sum: i64) -> Finding {
    let difference = scaled(list.total.value).and_then(|total| total.checked_sub(sum));
    let total = list.total.value.to_string();
    let sum = written(sum);
    let difference = difference.map(|difference| written(difference.abs())).unwrap_or_default();
    // 173769万条 is shown as it is written: the figure alone would be seventeen hundred millions.
    let span = context.report.prose.span(list.total.start, list.total.end);
    let shown = if list.ten_thousands { words(context, span) } else { total.clone() };
    let with = |template| {
        let parts: Vec<String> = list.parts.iter().map(|part| part.value.to_string()).collect();
        let message = Message::new(template).with("total", &shown).with("sum", &sum).with("parts", parts.join("＋"));
        message.with("difference", &difference)
    };
    let template = if list.ten_thousands { "message.ten-thousands" } else { "message" };
    let mut finding = Finding::new(place(context, list.total.start, list.total.end), with(template));
    finding.actual = Some(total.clone());
    finding.expected = Some(sum.clone());
    match (list.parts.first(), list.parts.last()) {
        (Some(first), Some(last)) => finding.relating(place(context, first.start, last.end), with("message.related")),
        _ => finding,
    }
}

/// `percent-mismatch`. Source: as above.
pub fn percent_mismatch(context: &Context, sink: &mut Sink) {
    for list in &context.report.stated.lists {
        for share in &list.shares {
            sink.push_some(share_finding(context, list, share));
        }
    }
}

fn share_finding(context: &Context, list: &List, share: &Share) -> Option<Finding> {
    let total = scaled(list.total.value).filter(|total| *total > 0)?;
    let sum = list.parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(scaled(part.value)?))?;
    let part = scaled(share.part)?;
    let wholes = [total, sum].into_iter().chain(wholes(context, list));
    let mut wholes = wholes.filter(|whole| *whole > 0).peekable();
    wholes.peek()?;
    if part > total || wholes.any(|whole| gives(part, whole, share.percent.value)) {
        return None;
    }
    let expected = hundredths(part, total)?;
    let actual = share.percent.value.to_string();
    let message = Message::new("message")
        .with("part", share.part.to_string())
        .with("total", list.total.value.to_string())
        .with("expected", &expected)
        .with("actual", &actual);
    let mut finding = Finding::new(place(context, share.percent.start, share.percent.end), message).expecting(expected);
    finding.actual = Some(actual);
    Some(finding)
}

/// Returns whether a part is that percentage of the whole, give or take one in the last digit: shares are often cut.
fn gives(part: i64, whole: i64, percent: Decimal) -> bool {
    let (part, whole, mantissa) = (i128::from(part), i128::from(whole), i128::from(percent.mantissa));
    let unit = 10_i128.pow(u32::from(percent.scale.min(9)));
    (mantissa * whole - 100 * part * unit).abs() <= whole
}

/// A share in percent to two places.
fn hundredths(part: i64, whole: i64) -> Option<String> {
    let share = (i128::from(part) * 10_000 + i128::from(whole) / 2) / i128::from(whole);
    Some(Decimal { mantissa: i64::try_from(share).ok()?, scale: 2 }.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_may_be_cut_or_rounded() {
        let percent = |mantissa, scale| Decimal { mantissa, scale };
        assert!(gives(1, 130, percent(7, 1)));
        assert!(gives(59, 130, percent(453, 1)));
        assert!(gives(59, 130, percent(454, 1)));
        assert!(!gives(1, 80, percent(11, 1)));
    }
}
