//! HTML as editors and office programs write it, brought into the shape that becomes the Markdown one would write.
//!
//! Markdown is stricter than HTML: emphasis and links may not begin or end with a space, an item stands in a list, a list
//! within a list stands in an item, a heading is one line (CommonMark 0.31.2, sections 4.2, 5.2 and 6.2).

use dom_query::{Document, NodeRef};

/// Mends what no Markdown can say as it stands.
pub(super) fn mend(document: &Document) {
    read_styles(document);
    read_word_lists(document);
    put_items_into_lists(document);
    put_lists_into_items(document);
    shorten_breaks(document);
    name_definitions(document);
    for kind in ["strong", "b", "em", "i", "a"] {
        for own in document.select(kind).nodes() {
            move_spaces_out(document, own);
        }
    }
    for kind in ["strong", "b", "em", "i"] {
        for own in document.select(kind).nodes() {
            move_marks_out(document, own);
        }
    }
}

/// Whether an element's own style has a declaration, whatever spaces stand in it.
fn has_style(node: &NodeRef<'_>, declaration: &str) -> bool {
    let plain = |style: &str| style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    node.attr("style").is_some_and(|style| plain(&style).contains(declaration))
}

/// Google Docs puts all of a text into `<b style="font-weight:normal">`, and bold words into `<span style="font-weight:700">`.
fn read_styles(document: &Document) {
    for own in document.select("b[style], strong[style]").nodes() {
        if has_style(own, "font-weight:normal") || has_style(own, "font-weight:400") {
            own.rename("span");
        }
    }
    for own in document.select("span[style]").nodes() {
        let is_bold = has_style(own, "font-weight:700") || has_style(own, "font-weight:bold");
        if is_bold && !own.text().trim().is_empty() && own.element_children().is_empty() {
            own.rename("strong");
        }
    }
}

/// Word writes the items of lists as paragraphs, with the bullet or the number in a `<span style="mso-list:Ignore">`.
fn read_word_lists(document: &Document) {
    for item in document
        .select("p[style]")
        .nodes()
        .iter()
        .filter(|node| has_style(node, "mso-list:") && !has_style(node, "mso-list:none"))
    {
        let marks: Vec<_> = item.descendants_it().filter(|node| has_style(node, "mso-list:ignore")).collect();
        for mark in marks {
            mark.remove_from_parent();
        }
        item.rename("li");
    }
}

fn is_list(node: &NodeRef<'_>) -> bool {
    node.has_name("ul") || node.has_name("ol") || node.has_name("menu")
}

fn is_blank(node: &NodeRef<'_>) -> bool {
    node.is_comment() || node.is_text() && node.text().trim().is_empty()
}

/// Items with no list around them, as in `<div><li>…</li><li>…</li></div>`, get one. An item without content goes.
fn put_items_into_lists(document: &Document) {
    for item in document.select("li").nodes() {
        if item.text().trim().is_empty() && !item.descendants_it().any(|node| node.has_name("img")) {
            item.remove_from_parent();
            continue;
        }
        if item.parent().is_some_and(|parent| is_list(&parent)) {
            continue;
        }
        let list = document.tree.new_element("ul");
        item.insert_before(&list);
        let mut next = Some(*item);
        while let Some(node) = next.filter(|node| node.has_name("li") || is_blank(node)) {
            next = node.next_sibling();
            list.append_child(&node);
        }
    }
}

/// A list directly in a list, `<ul><li>a</li><ul>…</ul></ul>`, belongs to the item before it.
fn put_lists_into_items(document: &Document) {
    for list in document.select("ul > ul, ul > ol, ol > ul, ol > ol").nodes() {
        match list.prev_element_sibling().filter(|before| before.has_name("li")) {
            Some(item) => item.append_child(list),
            None => list.wrap_html("<li></li>"),
        }
    }
}

/// A heading is one line, more lines are none; the paragraphs of an item that were parted by empty lines are lines of it.
fn shorten_breaks(document: &Document) {
    for heading in document.select("h1, h2, h3, h4, h5, h6").nodes() {
        if heading.descendants_it().filter(|node| node.has_name("br")).count() > 1 {
            heading.rename("p");
        }
    }
    for broken in document.select("h1 br, h2 br, h3 br, h4 br, h5 br, h6 br").nodes() {
        broken.replace_with(&document.tree.new_text(" "));
    }
    for broken in document.select("li br").nodes() {
        let mut before = broken.prev_sibling();
        while let Some(blank) = before.as_ref().filter(|node| is_blank(node)) {
            before = blank.prev_sibling();
        }
        if before.is_some_and(|before| before.has_name("br")) {
            broken.remove_from_parent();
        }
    }
}

/// A list of terms and what they mean becomes lines, each with the term in bold; one of numbers or dots is a list.
fn name_definitions(document: &Document) {
    for list in document.select("dl").nodes() {
        let children = list.element_children();
        let is_number = |term: &NodeRef<'_>| !term.text().chars().any(char::is_alphabetic);
        let mut terms = children.iter().filter(|child| child.has_name("dt")).peekable();
        if terms.peek().is_none() || !terms.all(is_number) || !children.iter().any(|child| child.has_name("dd")) {
            continue;
        }
        list.rename("ul");
        for child in children {
            if child.has_name("dt") { child.remove_from_parent() } else { child.rename("li") }
        }
    }
    for term in document.select("dt").nodes() {
        let label = document.tree.new_element("strong");
        for child in term.children() {
            label.append_child(&child);
        }
        term.append_child(&label);
        term.rename("p");
    }
    for meaning in document.select("dd").nodes() {
        meaning.rename("p");
    }
}

/// The text at one end of an element, however deep it lies.
fn text_at<'a>(node: &NodeRef<'a>, at_end: bool) -> Option<NodeRef<'a>> {
    let mut node = *node;
    loop {
        if node.is_text() {
            return Some(node);
        }
        node = if at_end { node.last_child() } else { node.first_child() }?;
    }
}

/// The text right beside an element among its siblings, or nothing at the edge of a block.
fn text_beside(node: &NodeRef<'_>, behind: bool) -> String {
    let beside = if behind { node.next_sibling() } else { node.prev_sibling() };
    beside.map(|beside| beside.text().to_string()).unwrap_or_default()
}

/// Puts a text right before or behind an element.
fn put_beside(document: &Document, own: &NodeRef<'_>, text: &str, behind: bool) {
    let text = document.tree.new_text(text);
    if behind { own.insert_after(&text) } else { own.insert_before(&text) }
}

/// `<b>We </b>seek` is `<b>We</b> seek`: spaces of every kind at the ends of emphasis and links stand outside of it.
fn move_spaces_out(document: &Document, own: &NodeRef<'_>) {
    for behind in [true, false] {
        let Some(text) = text_at(own, behind) else { continue };
        let whole = text.text();
        let kept = if behind { whole.trim_end() } else { whole.trim_start() };
        if kept.len() < whole.len() && !kept.is_empty() {
            text.set_text(kept);
            put_beside(document, own, " ", behind);
        }
    }
}

/// `<b>Label:</b>word` is `<b>Label</b>:word`: emphasis does not end with a mark where a letter follows, nor begin with one
/// behind a letter.
fn move_marks_out(document: &Document, own: &NodeRef<'_>) {
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    for behind in [true, false] {
        let beside = text_beside(own, behind);
        let near = if behind { beside.chars().next() } else { beside.chars().next_back() };
        let Some(text) = text_at(own, behind).filter(|_| near.is_some_and(char::is_alphanumeric)) else { continue };
        let whole = text.text();
        let kept = if behind { whole.trim_end_matches(is_mark) } else { whole.trim_start_matches(is_mark) };
        if kept.len() < whole.len() && !kept.trim().is_empty() {
            let marks = if behind { &whole[kept.len()..] } else { &whole[..whole.len() - kept.len()] };
            put_beside(document, own, marks, behind);
            text.set_text(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::html::markdown;

    #[test]
    fn what_markdown_cannot_say_as_it_stands_is_brought_into_shape() {
        for (html, wanted) in [
            ("<p><strong>Head:&nbsp;</strong>text</p>", "**Head:** text"),
            ("<p><b>Label:</b>word</p>", "**Label**:word"),
            ("<p>a<em>(b)</em>c</p>", "a(*b*)c"),
            ("<p><b>Label:</b> word</p>", "**Label:** word"),
            ("<p><b>»q«</b>x</p>", "**»q**«x"),
            ("<p>på<a href='/x'> denne siden</a>, ja</p>", "på [denne siden](/x), ja"),
            ("<p><a href='/x'> spaced </a>end</p>", "[spaced](/x) end"),
            ("<div>\n<li><p>one</p></li>\n<li>two</li></div>", "- one\n\n- two"),
            ("<p>You:</p><li>a</li><li>b</li><p>End</p>", "You:\n\n- a\n- b\n\nEnd"),
            ("<ul><li>a</li><ul><li>b</li><li>c</li></ul><li>d</li></ul>", "- a\n    - b\n    - c\n- d"),
            (
                "<b style='font-weight: normal' id=docs-internal-guid-1><p><span style='font-weight:700'>You</span></p><p>Cook</p></b>",
                "**You**\n\nCook",
            ),
            (
                "<p>You:</p><p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]>\
                 <span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Excel<o:p></o:p></p>\
                 <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>SAP</p><p>End</p>",
                "You:\n\n- Excel\n- SAP\n\nEnd",
            ),
            ("<p style='mso-list:none'>We are small.</p>", "We are small."),
            ("<ul><li>a</li><li> </li><li>b</li></ul>", "- a\n- b"),
            ("<ul><li>C<br><br>D</li><li>E</li></ul>", "- C  \nD\n- E"),
            ("<h2>Two<br>lines</h2><p>x</p>", "## Two lines\n\nx"),
            ("<h5><b>Pay:</b> Good<br><b>Place:</b> Ulm<br>x</h5>", "**Pay:** Good  \n**Place:** Ulm  \nx"),
            ("<dl><dt>1.</dt><dd>Cook</dd><dt>2.</dt><dd>Bake</dd></dl>", "- Cook\n- Bake"),
            ("<dl><dt>Pay</dt><dd>Good</dd></dl>", "**Pay**\n\nGood"),
            ("<p><b> </b>x <i><b>y </b></i>z</p>", "x ***y*** z"),
        ] {
            assert_eq!(markdown(html).as_deref(), Ok(wanted), "{html}");
        }
    }
}
