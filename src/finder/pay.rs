//! Pay: amounts with their currency and the time they are for, when they leave no doubt.

use std::ops::Range;

use super::reading::Reading;
use super::tokens::TokenKind;
use super::words::{Cue, Small};
use crate::posting::{Amount, Currency, Period, Salary, SalaryRange};

/// An amount in a text.
#[derive(Debug, Clone)]
struct Sum {
    units: f64,
    /// Whether thousands are meant by its `k`.
    thousands: bool,
    currency: Option<&'static str>,
    tokens: Range<usize>,
}

/// The pay that some tokens state; `name` is what a line calls them: "Stundenlohn".
pub fn in_tokens(reading: &Reading<'_>, tokens: Range<usize>, name: Range<usize>) -> Option<(Salary, Range<usize>)> {
    let mut sums = sums(reading, &tokens);
    // An amount beside a bonus, a grade or a street number is no salary.
    let is_named = !name.is_empty();
    let mut others: Vec<bool> = sums.iter().map(|sum| is_other(reading, &tokens, sum, is_named)).collect();
    // "$120,000 - $180,000 OTE": neither end of such a range is what is paid.
    for (at, pair) in sums.windows(2).enumerate() {
        let is_money = pair.iter().all(|sum| sum.currency.is_some());
        if is_money && is_range(reading, pair[0].tokens.end..pair[1].tokens.start) {
            let is_either = others[at] || others[at + 1];
            (others[at], others[at + 1]) = (is_either, is_either);
        }
    }
    let mut others = others.into_iter();
    sums.retain(|_| !others.next().unwrap_or_default());
    // Where one amount has a currency, a number without one is something else: "Band 6, £37,338 to £44,962".
    let joins = |at: usize| is_range(reading, sums[at].tokens.end..sums[at + 1].tokens.start);
    let is_money =
        |at: usize| sums[at].currency.is_some() || at + 1 < sums.len() && joins(at) && sums[at + 1].currency.is_some();
    let at = (0..sums.len()).find(|&at| is_money(at)).unwrap_or(0);
    let first = sums.get(at)?.clone();
    let second = sums.get(at + 1).filter(|_| joins(at)).cloned();
    let (mut low, mut high) = (first.clone(), second);
    if let Some(high) = &mut high {
        // "60-90k": the thousands of both.
        if high.thousands && !low.thousands && low.units < 1000.0 {
            low.units *= 1000.0;
            low.thousands = true;
        }
        if low.thousands && !high.thousands && high.units < 1000.0 {
            high.units *= 1000.0;
        }
        // "30-45,000"
        let is_cut = low.currency.is_none() || high.currency.is_none();
        if is_cut && low.units < 1000.0 && high.units >= 10_000.0 && low.units * 1000.0 < high.units {
            low.units *= 1000.0;
        }
    }
    let end = high.as_ref().map_or(low.tokens.end, |high| high.tokens.end);
    let around = low.tokens.start.saturating_sub(3).max(tokens.start)..(end + 3).min(tokens.end);
    let currency = low
        .currency
        .or(high.as_ref().and_then(|high| high.currency))
        .or_else(|| near_currency(reading, around.clone()))
        .and_then(|code| own_currency(reading, code, around, &name));
    let is_chinese =
        is_chinese_pay(reading, &tokens) || is_chinese_pay(reading, &name) || is_in_thousands(reading, &tokens);
    let is_myriad = |end: usize| reading.is_word(end, &["万"]);
    let in_myriads = is_myriad(end) || is_myriad(low.tokens.end);
    // Only the mainland counts pay in thousands and ten thousands without a currency.
    let currency = currency.or_else(|| {
        (is_chinese && (in_myriads || low.thousands || high.as_ref().is_some_and(|high| high.thousands)))
            .then_some("CNY")
    });
    let largest = high.as_ref().map_or(low.units, |high| high.units);
    let is_lakh = |at: usize| reading.is_word(at, &["lpa", "lakh", "lakhs"]);
    let lakhs = is_lakh(end) || is_lakh(end - 1);
    let factor = if lakhs {
        100_000.0
    } else if in_myriads {
        10_000.0
    } else {
        1.0
    };
    let written = period(reading, &tokens, low.tokens.start, end)
        .or_else(|| is_monthly(reading, end).then_some(Period::Month))
        .or_else(|| period(reading, &name, name.end, name.end));
    // In China thousands are for a month: "20k-40k".
    let in_thousands = is_chinese && low.thousands && largest <= 200_000.0;
    let per = written
        .or_else(|| in_thousands.then_some(Period::Month))
        .or_else(|| usual_period(largest * factor, currency))
        .or_else(|| only_period(reading, largest * factor, currency, &name))?;
    let low_amount = Amount::from_units(low.units * factor)?;
    let range = match &high {
        Some(high) => {
            let high_amount = Amount::from_units(high.units * factor).filter(|high| *high >= low_amount)?;
            SalaryRange::Between(low_amount, high_amount)
        }
        None if is_up_to(reading, low.tokens.start, tokens.start) => SalaryRange::UpTo(low_amount),
        None if is_from(reading, &low.tokens, &tokens) => SalaryRange::From(low_amount),
        None => SalaryRange::Between(low_amount, low_amount),
    };
    let currency = currency.and_then(Currency::from_code);
    // Without a currency only a written period says that the number is money.
    if currency.is_none() && written.is_none() && !low.thousands {
        return None;
    }
    Some((Salary { range, currency, per }, low.tokens.start..end))
}

/// The amounts of some tokens.
fn sums(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(sum) = sum_at(reading, at, tokens) {
            at = sum.tokens.end.max(at + 1);
            sums.push(sum);
        } else {
            at += 1;
        }
    }
    sums
}

/// The currency and the digits of a word that has both: "TWD32000".
pub(super) fn code_in_word<'a>(reading: &'a Reading<'_>, at: usize) -> Option<(&'static str, &'a str)> {
    let (code, digits) = reading.word(at).split_at_checked(CODE)?;
    let currency = CODES.into_iter().find(|known| *known == code)?;
    let is_amount = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_amount.then_some((currency, digits))
}

/// A currency's code has so many letters; these are written right before an amount.
const CODE: usize = 3;
const CODES: [&str; 14] =
    ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "TWD", "HKD", "CNY", "JPY", "INR", "PLN"];

/// The amount whose digits start at a token: `60,000`, `60.000`, `24.50`, `90k`.
fn sum_at(reading: &Reading<'_>, at: usize, tokens: &Range<usize>) -> Option<Sum> {
    // "TWD32000", "GBP35,000"
    let glued = code_in_word(reading, at);
    let is_digits = |at: usize| at < tokens.end && reading.is_digits(at);
    let is_grade = at > tokens.start && reading.tokens[at].glued && reading.is_word(at - 1, &["gs"]);
    if glued.is_none() && !is_digits(at) || is_grade {
        return None;
    }
    let mut digits = glued.map_or(reading.word(at), |(_, digits)| digits).to_owned();
    let mut end = at + 1;
    let mut decimals = String::new();
    while end + 1 < tokens.end && is_digits(end + 1) {
        let next = reading.word(end + 1);
        let glued = reading.tokens[end].glued && reading.tokens[end + 1].glued;
        let mark = reading.tokens[end].kind;
        let is_point = glued && matches!(mark, TokenKind::Mark('.' | ',' | '\''));
        // "12,00,000": lakhs are grouped by two.
        let is_lakh = || {
            is_point
                && next.len() == 2
                && reading.is(end, ',')
                && reading.is(end + 2, ',')
                && reading.tokens[end + 2].glued
                && is_digits(end + 3)
                && matches!(reading.word(end + 3).len(), 2 | 3)
        };
        if is_point && digits.len() <= 9 && (next.len() == 3 || is_lakh()) {
            digits.push_str(next);
        } else if is_point && next.len() <= 2 && decimals.is_empty() {
            decimals = next.to_owned();
            end += 2;
            break;
        } else {
            break;
        }
        end += 2;
    }
    // "5'800.-", "3.200,-"
    if end + 1 < tokens.end
        && (reading.is(end, '.') || reading.is(end, ','))
        && reading.tokens[end].glued
        && reading.is(end + 1, '-')
        && reading.tokens[end + 1].glued
        && decimals.is_empty()
        && !(is_digits(end + 2) && reading.tokens[end + 2].glued)
    {
        end += 2;
    }
    // "60 000 €"
    while end < tokens.end
        && decimals.is_empty()
        && is_digits(end)
        && reading.word(end).len() == 3
        && digits.len() <= 3
        && !reading.tokens[end].glued
    {
        digits.push_str(reading.word(end));
        end += 1;
    }
    if digits.len() > 10 {
        return None;
    }
    let mut units: f64 = format!("{digits}.{decimals}0").parse().ok()?;
    // "90k", "38 K€"
    let is_beside = reading.tokens.get(end).is_some_and(|token| token.glued)
        || reading
            .tokens
            .get(end + 1)
            .is_some_and(|next| next.glued && matches!(next.kind, TokenKind::Mark('€' | '£')));
    let thousands = is_beside && reading.is_word(end, &["k", "tsd", "千"]) && end < tokens.end;
    if thousands {
        units *= 1000.0;
        end += 1;
    }
    let (before, first) = match glued {
        Some((code, _)) => (Some(code), at),
        None => currency_before(reading, at, tokens.start),
    };
    let (after, last) = currency_after(reading, end, tokens.end);
    let currency = before.or(after);
    let is_percent = reading.is(end, '%');
    (!is_percent && units > 0.0).then_some(Sum {
        units,
        thousands,
        currency,
        tokens: first..if before.is_none() { last } else { end },
    })
}

/// The currency right before an amount, and the first token of both.
fn currency_before(reading: &Reading<'_>, at: usize, from: usize) -> (Option<&'static str>, usize) {
    let Some(before) = at.checked_sub(1).filter(|&before| before >= from) else { return (None, at) };
    if let TokenKind::Mark(mark) = reading.tokens[before].kind
        && let Some(code) = sign(mark)
    {
        // "US$", "CA$", "A$"
        let letters = before.checked_sub(1).filter(|&letters| letters >= from && reading.tokens[before].glued);
        let own = letters.and_then(|letters| match reading.word(letters) {
            "US" => Some("USD"),
            "CA" | "C" => Some("CAD"),
            "A" | "AU" => Some("AUD"),
            "S" => Some("SGD"),
            "NZ" => Some("NZD"),
            "HK" => Some("HKD"),
            "NT" => Some("TWD"),
            "R" => Some("BRL"),
            _ => None,
        });
        return match (own, letters) {
            (Some(code), Some(letters)) => (Some(code), letters),
            _ => (Some(code), before),
        };
    }
    match code_at(reading, before) {
        Some(code) => (Some(code), before),
        None => (None, at),
    }
}

/// The currency right behind an amount, and the end of both.
fn currency_after(reading: &Reading<'_>, end: usize, to: usize) -> (Option<&'static str>, usize) {
    if end >= to {
        return (None, end);
    }
    if let TokenKind::Mark(mark) = reading.tokens[end].kind
        && mark != '$'
        && let Some(code) = sign(mark)
    {
        return (Some(code), end + 1);
    }
    match code_at(reading, end) {
        Some(code) => (Some(code), end + 1),
        None => (None, end),
    }
}

fn near_currency(reading: &Reading<'_>, tokens: Range<usize>) -> Option<&'static str> {
    tokens.into_iter().find_map(|at| {
        code_at(reading, at).or_else(|| match reading.tokens[at].kind {
            TokenKind::Mark(mark) => sign(mark),
            _ => None,
        })
    })
}

/// The currency that is meant by a sign that several have: "$70,000 CAD", "¥5,000,000". A yen's or yuan's sign alone leaves
/// doubt in a text that is not Chinese, unless no yuan is paid in such amounts.
fn own_currency(
    reading: &Reading<'_>,
    code: &'static str,
    around: Range<usize>,
    name: &Range<usize>,
) -> Option<&'static str> {
    let named = around.clone().find_map(|at| code_at(reading, at));
    let is_dollar = |code: &str| code.ends_with('D') && code.len() == 3;
    let signed = around.clone().find(|&at| matches!(reading.tokens[at].kind, TokenKind::Mark('¥' | '￥')));
    match (code, named) {
        ("USD", Some(other)) if is_dollar(other) || other == "MXN" => Some(other),
        ("CNY", Some(other)) if other != "CNY" => Some(other),
        // Where the old characters are written, a "元" is a dollar.
        ("CNY", Some(_)) if around.clone().any(|at| reading.is_word(at, &["元", "圓"])) => {
            Some(own_yuan(reading.text).unwrap_or(code))
        }
        ("CNY", Some(other)) => Some(other),
        ("CNY", None) if signed.is_some() => {
            let is_chinese = is_chinese_pay(reading, &around)
                || is_chinese_pay(reading, name)
                || around.clone().any(|at| reading.tokens[at].kind == TokenKind::Character);
            let is_yen = signed.is_some_and(|at| (at + 1..at + 6).filter(|&at| reading.is(at, ',')).count() > 1);
            if is_chinese { Some(code) } else { is_yen.then_some("JPY") }
        }
        _ => Some(code),
    }
}

/// The dollar of Taiwan or Hong Kong, by the characters at the beginning of a Chinese text that the mainland writes otherwise.
fn own_yuan(text: &str) -> Option<&'static str> {
    // The limit keeps the time linear.
    const BEGINNING: usize = 2000;
    let is_old = |c: char| matches!(c, '職' | '學' | '經' | '應' | '會' | '資' | '歷');
    let is_there = text.chars().take(BEGINNING).any(is_old);
    let is_hong_kong = || text.chars().take(BEGINNING).collect::<String>().contains("香港");
    is_there.then(|| if is_hong_kong() { "HKD" } else { "TWD" })
}

fn code_at(reading: &Reading<'_>, at: usize) -> Option<&'static str> {
    reading.cues(at..at + 1).find_map(|(cue, _)| match cue {
        Cue::Currency(code) => Some(code),
        _ => None,
    })
}

fn sign(mark: char) -> Option<&'static str> {
    Some(match mark {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '₹' => "INR",
        '¥' | '￥' => "CNY",
        '₽' => "RUB",
        '₩' => "KRW",
        _ => return None,
    })
}

/// "25-40K·14薪": so much a month, fourteen times a year.
fn is_monthly(reading: &Reading<'_>, end: usize) -> bool {
    (end..end + 2).any(|at| reading.number(at).is_some() && reading.is_word(at + 1, &["薪"]))
}

/// "currently ranging from £33,070 - £39,038 per annum": two ends in one currency and the time they are for.
pub fn is_range_with_period(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let sums = sums(reading, tokens);
    sums.windows(2).any(|pair| {
        let between = pair[0].tokens.end..pair[1].tokens.start;
        let behind = pair[1].tokens.end..(pair[1].tokens.end + 8).min(tokens.end);
        pair.iter().any(|sum| sum.currency.is_some())
            && is_range(reading, between)
            && reading.has(behind, |cue| matches!(cue, Cue::Per(_)))
    }) && !tokens.clone().any(|at| reading.small(at, Small::OtherMoney))
}

/// "高级工程师 40-70K·13薪", "前端开发工程师 12~25K": how pay is written in China.
pub fn is_in_thousands(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    // "50-80K·13薪" as a line of its own: the dot parts its statements.
    let is_paid_often = || (tokens.end..tokens.end + 3).any(|at| reading.is_word(at, &["薪"]));
    // "25-35K" alone, in a Chinese text.
    let around =
        tokens.start.saturating_sub(FARTHEST_CHARACTER)..reading.tokens.len().min(tokens.end + FARTHEST_CHARACTER);
    let is_alone = tokens.len() <= 4 && around.into_iter().any(|at| reading.tokens[at].kind == TokenKind::Character);
    let is_chinese =
        tokens.clone().any(|at| reading.tokens[at].kind == TokenKind::Character) || is_paid_often() || is_alone;
    let is_range = |at: usize| {
        reading.is_word(at, &["k"])
            && at >= tokens.start + 3
            && reading.is_digits(at - 1)
            && matches!(reading.tokens[at - 2].kind, TokenKind::Mark('-' | '~'))
            && reading.is_digits(at - 3)
    };
    tokens.len() <= 24 && is_chinese && tokens.clone().any(is_range)
}

/// A Chinese text has its characters within so many tokens.
const FARTHEST_CHARACTER: usize = 40;

/// Whether pay is spoken of in Chinese.
fn is_chinese_pay(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    reading
        .cues(tokens.clone())
        .any(|(cue, mark)| cue == Cue::Pay && reading.tokens[mark.first].kind == TokenKind::Character)
}

/// Whether two amounts are the ends of a range.
fn is_range(reading: &Reading<'_>, between: Range<usize>) -> bool {
    // "€ 2,651 (scale 9) and € 3,997": the remark is not between them.
    let closes = between.clone().find(|&at| reading.is(at, ')')).filter(|_| reading.is(between.start, '('));
    let between = closes.filter(|end| end - between.start <= 5).map_or(between.clone(), |end| end + 1..between.end);
    let joins = |at: usize| {
        matches!(reading.tokens[at].kind, TokenKind::Mark('-' | '/' | '~'))
            || reading.is_word(
                at,
                &["to", "and", "bis", "up", "und", "tot", "a", "y", "e", "et", "do", "až", "till", "至", "à"],
            )
    };
    let belongs = |at: usize| {
        // "5'800.- bis 6'600.-"
        at == between.start && (reading.is(at, '.') || reading.is(at, ',')) && reading.is(at + 1, '-')
            || reading.is_word(
                at,
                &["per", "hour", "hr", "h", "year", "yr", "month", "week", "max", "万", "元", "円", "月", "年"],
            )
            || matches!(reading.tokens[at].kind, TokenKind::Mark(mark) if sign(mark).is_some())
            || reading.is(at + 1, '$') && reading.is_word(at, &["us", "au", "ca", "nz", "hk", "nt", "a", "c", "s", "r"])
    };
    between.len() <= 3 && between.clone().any(joins) && between.clone().all(|at| joins(at) || belongs(at))
}

/// Whether an amount belongs to something else: a bonus, the grades "GS-14", hours a week.
fn is_other(reading: &Reading<'_>, tokens: &Range<usize>, sum: &Sum, is_named: bool) -> bool {
    let before = sum.tokens.start.saturating_sub(5).max(tokens.start)..sum.tokens.start;
    // "$50,000 in City-paid life insurance"
    let reach = if reading.is_word(sum.tokens.end, &["in", "of", "towards"]) { 7 } else { 4 };
    let after = sum.tokens.end..(sum.tokens.end + reach).min(tokens.end);
    // "$100,000 USD, plus equity": what is added is not the amount itself.
    let joins = |at: &usize| {
        reading.is(*at, ',') || reading.is(*at, '+') || reading.is_word(*at, &["plus", "and", "with", "und", "zzgl"])
    };
    let own = after.start..after.clone().find(joins).unwrap_or(after.end);
    let is_bonus = reading.has(own, |cue| cue == Cue::OtherPay)
        || reading.cues(before.clone()).any(|(cue, mark)| {
            // "Compensation: we have a budget between"
            // "Insurance agent, $60,000": of the job, not of the amount.
            cue == Cue::OtherPay
                && !(is_named && reading.is_word(mark.first, &["budget"]))
                && !reading.is_word(mark.first, &["insurance"])
        });
    let is_hours = sum.currency.is_none()
        && reading.is_word(
            sum.tokens.end,
            &["hours", "hour", "hrs", "stunden", "std", "days", "tage", "years", "months", "weeks", "薪"],
        );
    // "GS-14 - $87,263", "GS 14", "E13"
    let mut of_grade = sum.tokens.start;
    if of_grade > tokens.start && reading.tokens[of_grade].glued && reading.is(of_grade - 1, '-') {
        of_grade -= 1;
    }
    let is_grade = sum.currency.is_none()
        && of_grade > tokens.start
        && sum.units < 100.0
        && !sum.thousands
        && reading.word(of_grade - 1).chars().any(char::is_alphabetic)
        && reading.word(of_grade - 1).chars().all(|c| c.is_ascii_uppercase());
    // "€ 2,651 (scale 9)"
    let is_grade = is_grade
        || sum.currency.is_none()
            && sum.units < 100.0
            && sum.tokens.start > tokens.start
            && reading.is_word(sum.tokens.start - 1, &["scale", "band", "grade", "level", "step", "stufe"]);
    let is_year =
        sum.currency.is_none() && !sum.thousands && (1990.0..2100.0).contains(&sum.units) && sum.tokens.len() == 1;
    is_bonus || is_hours || is_grade || is_year
}

/// The time that is named near an amount.
fn period(reading: &Reading<'_>, tokens: &Range<usize>, first: usize, end: usize) -> Option<Period> {
    // "£24,000 for 37.5 hours a week": how long one works is not for how long one is paid.
    let is_counted = |at: usize| {
        let is_number = at > tokens.start && reading.is_digits(at - 1) && at > end;
        is_number && (reading.small(at, Small::Hour) || reading.small(at, Small::Week))
    };
    let is_of_hours = |first: usize, last: usize| {
        (first..last).any(is_counted) || (first.saturating_sub(2)..first).any(|at| at > end && is_counted(at))
    };
    let of = |tokens: Range<usize>, last: bool| {
        let mut cues = reading.cues(tokens).filter_map(|(cue, mark)| match cue {
            Cue::Per(period) if !is_of_hours(mark.first, mark.end) => Some(period),
            _ => None,
        });
        if last { cues.next_back() } else { cues.next() }
    };
    // "€ 3,997 (scale 10 of the universities) gross per month"
    let remark = (end..(end + 8).min(tokens.end)).find(|&at| reading.is(at, ')')).filter(|_| reading.is(end, '('));
    let after = end.saturating_sub(1)..(remark.unwrap_or(end) + 8).min(tokens.end);
    let before = first.saturating_sub(9).max(tokens.start)..first;
    of(after, false).or_else(|| of(before, true))
}

/// Amounts of this size are for a year, whatever the employer writes; smaller ones are in doubt.
fn usual_period(units: f64, currency: Option<&'static str>) -> Option<Period> {
    let yearly = match currency? {
        "USD" | "EUR" | "GBP" | "CHF" | "CAD" | "AUD" | "NZD" | "SGD" => 20_000.0..1_000_000.0,
        _ => return None,
    };
    yearly.contains(&units).then_some(Period::Year)
}

/// The only time for which a role with a line of pay can be paid so much: no one earns $28 a day, or 3,000 € a year.
fn only_period(
    reading: &Reading<'_>,
    units: f64,
    currency: Option<&'static str>,
    name: &Range<usize>,
) -> Option<Period> {
    // A freelancer's rate may be for a day.
    let is_rate = name.clone().any(|at| {
        reading.is_word(at, &["rate", "fee", "fees", "honorar", "stipend", "package", "budget"])
            || reading.word(at).to_lowercase().ends_with("satz")
    });
    if name.is_empty() || is_rate {
        return None;
    }
    let monthly = match currency? {
        "USD" | "EUR" | "GBP" | "CAD" | "AUD" if (10.0..100.0).contains(&units) => return Some(Period::Hour),
        "EUR" | "CHF" => 1_000.0..7_000.0,
        "PLN" => 3_000.0..45_000.0,
        "CZK" => 15_000.0..150_000.0,
        "TWD" => 25_000.0..250_000.0,
        "JPY" => 150_000.0..1_000_000.0,
        _ => return None,
    };
    monthly.contains(&units).then_some(Period::Month)
}

fn is_up_to(reading: &Reading<'_>, first: usize, from: usize) -> bool {
    let before = first.saturating_sub(3).max(from)..first;
    before.clone().any(|at| reading.is_word(at, &["max", "maximum", "maximal"]))
        || before
            .into_iter()
            .any(|at| reading.is_word(at, &["up"]) && reading.is_word(at + 1, &["to"]) || reading.is_word(at, &["bis"]))
}

fn is_from(reading: &Reading<'_>, own: &Range<usize>, tokens: &Range<usize>) -> bool {
    let before = own.start.saturating_sub(4).max(tokens.start)..own.start;
    let behind = own.end..(own.end + 3).min(tokens.end);
    let is_plus = |at: usize| reading.is(at, '+') && reading.tokens[at].glued;
    is_plus(own.end)
        || before.clone().any(|at| reading.word(at).to_lowercase().contains("mindest"))
        || behind.into_iter().any(|at| reading.is_word(at, &["起"]))
        || own.end < tokens.end && is_plus(own.end + 1)
        || before
            .into_iter()
            .any(|at| reading.is_word(at, &["from", "starting", "starts", "start", "ab", "minimum", "min", "least"]))
}
