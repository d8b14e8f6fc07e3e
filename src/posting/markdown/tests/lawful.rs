//! Checks all that [`to_html`](super::to_html) promises of the HTML of any text.

use std::{cell::RefCell, collections::HashSet};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer},
};
use url::Url;

use super::input;

/// The tags that may be in the HTML, with their attributes.
const PERMITTED: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "rel"]),
    ("abbr", &["title"]),
    ("b", &[]),
    ("bdi", &[]),
    ("blockquote", &[]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("dd", &[]),
    ("del", &[]),
    ("details", &["open"]),
    ("dfn", &["title"]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["src", "alt", "title", "loading"]),
    ("ins", &[]),
    ("kbd", &[]),
    ("li", &[]),
    ("mark", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("q", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("wbr", &[]),
];

/// Checks all that we promise of any HTML, as browsers read it: tags by html5ever's tokenizer, addresses by `Url`.
#[track_caller]
pub(super) fn assert_lawful(html: &str) {
    let page = Url::parse("https://site.example/base/jobs/x/").expect("a URL");
    assert!(!html.chars().any(input::is_forbidden), "forbidden character in {html:?}");
    let tags = tags(html);
    let mut ids = HashSet::new();
    let mut level = 1;
    let mut in_link = false;
    for tag in &tags {
        let opens = tag.kind == TagKind::StartTag;
        let permitted = PERMITTED.iter().find(|(name, _)| *name == &*tag.name);
        let Some((name, permitted)) = permitted else { panic!("<{}> in {html:?}", tag.name) };
        for attribute in &tag.attrs {
            let attribute = &*attribute.name.local;
            assert!(permitted.contains(&attribute) || ["lang", "dir"].contains(&attribute), "{attribute} in {html:?}");
        }
        let value = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string());
        if let Some(written) = value("href").or(value("src")) {
            let url = page.join(&written).unwrap_or_else(|error| panic!("{error}: {written:?} in {html:?}"));
            assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()), "{written:?} in {html:?}");
            let is_own = url.host_str() == Some("site.example") || url.cannot_be_a_base();
            assert_eq!(value("rel").is_none(), is_own, "{written:?} in {html:?}");
            assert!(is_own || *name == "a", "{written:?} in {html:?}");
            assert!(!written.starts_with('/') || written.starts_with("/base/"), "{written:?} in {html:?}");
        }
        match *name {
            "a" => {
                assert_ne!(opens, in_link, "a link in a link in {html:?}");
                assert!(!opens || value("href").is_some(), "a link without address in {html:?}");
                in_link = opens;
            }
            "h2" | "h3" | "h4" | "h5" | "h6" if opens => {
                let this = name[1..].parse::<usize>().expect("a level");
                assert!(this <= level + 1, "a level is skipped in {html:?}");
                level = this;
                let id = value("id").expect("a heading has an id");
                assert!(
                    id.starts_with("s-") && id.len() > 2 && !id.contains(char::is_whitespace),
                    "{id:?} in {html:?}"
                );
                assert!(ids.insert(id), "an id twice in {html:?}");
            }
            "img" => assert!(value("alt").is_some() && value("src").is_some(), "{html:?}"),
            _ => {}
        }
    }
    for tag in tags {
        for attribute in tag.attrs.iter().filter(|attribute| &*attribute.name.local == "href") {
            if let Some(fragment) = attribute.value.strip_prefix('#') {
                assert!(ids.contains(fragment), "a dead fragment in {html:?}");
            }
        }
    }
}

/// All tags of an HTML text; comments and doctypes, which must not be there, panic.
fn tags(html: &str) -> Vec<Tag> {
    #[derive(Default)]
    struct Tags(RefCell<Vec<Tag>>);
    impl TokenSink for Tags {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            match token {
                Token::TagToken(tag) => self.0.borrow_mut().push(tag),
                Token::CommentToken(text) => panic!("a comment: {text}"),
                Token::DoctypeToken(_) => panic!("a doctype"),
                _ => {}
            }
            TokenSinkResult::Continue
        }
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Tags::default(), html5ever::tokenizer::TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}
