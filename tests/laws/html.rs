//! Just enough of HTML to look at what the program writes.

/// One opening tag with its attributes, names in lower case, values with the five usual references resolved.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Of a script: what is in it.
    pub content: String,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags of a page, as a browser would find them.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (mut tag, after) = tag(rest);
            rest = after;
            if tag.name == "script" || tag.name == "style" {
                let end = rest.to_ascii_lowercase().find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                tag.content = rest[..end].to_owned();
                rest = &rest[end..];
            }
            tags.push(tag);
        }
    }
    tags
}

fn tag(text: &str) -> (Tag, &str) {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    let name_end = text.find(is_end).unwrap_or(text.len());
    let mut tag = Tag { name: text[..name_end].to_ascii_lowercase(), attributes: Vec::new(), content: String::new() };
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest.find(|c: char| is_end(c) || c == '=').unwrap_or(rest.len()).max(1).min(rest.len());
        let end = (end..=rest.len()).find(|&i| rest.is_char_boundary(i)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = after[1..].find(quote).map_or(after.len(), |i| i + 1);
                    value = &after[1..end];
                    rest = after.get(end + 1..).unwrap_or_default();
                }
                _ => {
                    let end = after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len());
                    value = &after[..end];
                    rest = &after[end..];
                }
            }
        }
        tag.attributes.push((name, resolved(value)));
    }
}

fn resolved(value: &str) -> String {
    let mut text = value.to_owned();
    for (from, to) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
    {
        text = text.replace(from, to);
    }
    text
}

/// The addresses that a page names in attributes.
pub fn links(html: &str) -> Vec<String> {
    // What is in a template is not on the page.
    let (before, template) = html.split_once("<template id=\"row\">").unwrap_or((html, ""));
    let after = template.split_once("</template>").map_or("", |(_, after)| after);
    let html = &[before, after].concat();
    let mut links = Vec::new();
    for tag in tags(html) {
        for name in ["href", "src", "srcset", "action"] {
            links.extend(tag.get(name).map(str::to_owned));
        }
        let is_address = tag.get("property").is_some_and(|p| p == "og:url" || p == "og:image");
        links.extend(tag.get("content").filter(|_| is_address).map(str::to_owned));
        let refresh = tag.get("http-equiv") == Some("refresh");
        links.extend(
            tag.get("content").filter(|_| refresh).and_then(|c| c.split_once("url=")).map(|(_, url)| url.to_owned()),
        );
    }
    links
}

/// The addresses in any text that begin so.
pub fn addresses(text: &str, start: &str) -> Vec<String> {
    text.match_indices(start)
        .map(|(at, _)| {
            let end =
                text[at..].find(|c: char| "\"'<>\\)&".contains(c) || c.is_whitespace()).map_or(text.len(), |i| at + i);
            text[at..end].to_owned()
        })
        .collect()
}

pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let code = text.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[i]));
        i += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn tags_are_found_as_a_browser_finds_them() {
    let found = tags(
        "<!-- <a> --><a href='/x?a&amp;b' hidden>1 < 2</a><script type=module>if (a<b) {}</script><IMG src=x onerror = y>",
    );
    let names: Vec<&str> = found.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["a", "script", "img"]);
    assert_eq!((found[0].get("href"), found[0].get("hidden")), (Some("/x?a&b"), Some("")));
    assert_eq!((found[1].content.as_str(), found[2].get("onerror")), ("if (a<b) {}", Some("y")));
}
